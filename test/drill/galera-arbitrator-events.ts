import { labMachine } from '../support/lab-machine.ts';
import { mysqlStatus } from './galera.ts';
import { back, booted, die, goesOn, mayLive, refuses } from './galera-event.ts';
import type { GaleraEvent } from './galera-event.ts';

/** What happens to two servers and an arbitrator. */
export const arbitratorEvents: readonly GaleraEvent[] = [
  {
    name: 'arbitrator: one of two members is killed',
    happen: async (cluster, client) => {
      await die(cluster.site, 'db1');
      const wrong = await goesOn(client);
      const status = await mysqlStatus(cluster);
      await mayLive(cluster.site, 'db1');
      return [
        ...wrong,
        ...(status.code === 1 && /db1: .*no server process/.test(status.stdout) ? [] : [`status: ${status.stdout}`]),
        ...(await back(cluster)),
      ];
    },
  },
  {
    name: 'arbitrator: it is killed alone',
    happen: async (cluster, client) => {
      await die(cluster.site, 'q1', 'garb');
      const wrong = await goesOn(client);
      const status = await mysqlStatus(cluster);
      await mayLive(cluster.site, 'q1', 'garb');
      return [
        ...wrong,
        ...(status.code === 1 && /q1: .*vote is missing/.test(status.stdout) ? [] : [`status: ${status.stdout}`]),
        ...(await back(cluster)),
      ];
    },
  },
  {
    name: 'arbitrator: it and one of two members are killed',
    happen: async (cluster, client) => {
      const { site } = cluster;
      await Promise.all([die(site, 'db1'), die(site, 'q1', 'garb')]);
      const wrong = await refuses(cluster, client, 'db2');
      await Promise.all([mayLive(site, 'db1'), mayLive(site, 'q1', 'garb')]);
      return [...wrong, ...(await back(cluster))];
    },
  },
  {
    name: 'arbitrator: all lose their power',
    happen: async (cluster) => {
      const { site, servers, arbitrators } = cluster;
      const names = [...servers, ...arbitrators];
      const machines = await Promise.all(names.map((name) => labMachine(site, name)));
      await Promise.all(machines.map((machine) => machine.powerOff()));
      await Promise.all(machines.map((machine) => machine.powerOn()));
      await booted(site, names);
      return await back(cluster);
    },
  },
];
