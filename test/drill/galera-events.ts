import { labMachine } from '../support/lab-machine.ts';
import type { Site } from '../support/site.ts';
import { converge, mysqlStatus, sql } from './galera.ts';
import { back, booted, die, goesOn, mayLive, refuses } from './galera-event.ts';
import type { GaleraEvent } from './galera-event.ts';

/** What happens to three servers. */
export const galeraEvents: readonly GaleraEvent[] = [
  {
    name: 'one of three is stopped',
    happen: async (cluster, client) => {
      await cluster.site.asRoot('db1', 'systemctl stop mariadb');
      const wrong = await goesOn(client);
      const status = await mysqlStatus(cluster);
      return [
        ...wrong,
        ...(status.code === 1 && /db1: .*no server process/.test(status.stdout) ? [] : [`status: ${status.stdout}`]),
        ...(await back(cluster)),
      ];
    },
  },
  {
    name: 'one of three is killed',
    happen: async (cluster, client) => {
      await die(cluster.site, 'db2');
      const wrong = await goesOn(client);
      await mayLive(cluster.site, 'db2');
      return [...wrong, ...(await back(cluster))];
    },
  },
  {
    name: 'two of three are killed',
    happen: async (cluster, client) => {
      await Promise.all(['db1', 'db2'].map((name) => die(cluster.site, name)));
      const wrong = await refuses(cluster, client, 'db3');
      await Promise.all(['db1', 'db2'].map((name) => mayLive(cluster.site, name)));
      return [...wrong, ...(await back(cluster))];
    },
  },
  {
    name: 'all three lose their power, and one host does not come back at first',
    happen: async (cluster) => {
      const { site, servers } = cluster;
      const machines = await Promise.all(servers.map((name) => labMachine(site, name)));
      await Promise.all(machines.map((machine) => machine.powerOff()));
      const [first, second, third] = machines;
      await Promise.all([first?.powerOn(), second?.powerOn()]);
      await booted(site, ['db1', 'db2']);
      const refused = await converge(site, '-T', '3');
      const named = /db3 could not be asked/.test(refused.stdout + refused.stderr);
      const founded = await membersAmong(site, ['db1', 'db2']);
      await third?.powerOn();
      await booted(site, ['db3']);
      return [
        ...(refused.code !== 0 && named ? [] : [`not refused because of db3: ${refused.code} ${refused.stdout}`]),
        ...(founded === 0 ? [] : [`${founded} members without db3`]),
        ...(await back(cluster)),
      ];
    },
  },
  {
    name: 'all three are killed, and forget whom they were with',
    happen: async (cluster) => {
      const { site, servers } = cluster;
      await Promise.all(
        servers.map(async (name) => {
          await die(site, name);
          await site.asRoot(name, 'rm -f /var/lib/mysql/gvwstate.dat');
        }),
      );
      const unsafe = await Promise.all(
        servers.map((name) => site.asRoot(name, 'grep -c "safe_to_bootstrap: 0" /var/lib/mysql/grastate.dat || :')),
      );
      await Promise.all(servers.map((name) => mayLive(site, name)));
      const wrong = unsafe.every((count) => count.trim() === '1') ? [] : ['a killed server is marked as the last'];
      return [...wrong, ...(await back(cluster))];
    },
  },
];

async function membersAmong(site: Site, names: readonly string[]): Promise<number> {
  const found = await Promise.all(
    names.map((name) =>
      sql(site, name, "SHOW STATUS LIKE 'wsrep_cluster_status'").then(
        (said) => said.endsWith('\tPrimary'),
        () => false,
      ),
    ),
  );
  return found.filter(Boolean).length;
}
