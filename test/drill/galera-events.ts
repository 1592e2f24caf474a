import { setTimeout } from 'node:timers/promises';
import { labMachine } from '../support/lab-machine.ts';
import type { Site } from '../support/site.ts';
import { converge, mysqlStatus, servers, sql } from './galera.ts';
import type { WritingClient } from './writing-client.ts';

/** Something that happens to a Galera cluster, and how it comes back; gives what went wrong. */
export interface GaleraEvent {
  readonly name: string;
  happen(site: Site, client: WritingClient): Promise<readonly string[]>;
}

export const galeraEvents: readonly GaleraEvent[] = [
  {
    name: 'one of three is stopped',
    happen: async (site, client) => {
      await site.asRoot('db1', 'systemctl stop mariadb');
      const wrong = await goesOn(client);
      const status = await mysqlStatus(site);
      return [
        ...wrong,
        ...(status.code === 1 && /db1: .*no server process/.test(status.stdout) ? [] : [`status: ${status.stdout}`]),
        ...(await back(site)),
      ];
    },
  },
  {
    name: 'one of three is killed',
    happen: async (site, client) => {
      await site.asRoot('db2', die);
      const wrong = await goesOn(client);
      await site.asRoot('db2', 'systemctl unmask --runtime --quiet mariadb');
      return [...wrong, ...(await back(site))];
    },
  },
  {
    name: 'two of three are killed',
    happen: async (site, client) => {
      await Promise.all(['db1', 'db2'].map((name) => site.asRoot(name, die)));
      // The last one finds out after its time that nobody answers.
      await setTimeout(20_000);
      const before = client.acknowledged.length;
      const refused = await sql(site, 'db3', 'INSERT INTO drill.writes VALUES (-1)').then(
        () => 'the last one took a write',
        (error: unknown) => (/1047/.test(String(error)) ? undefined : String(error)),
      );
      const status = await mysqlStatus(site);
      await setTimeout(3000);
      const wrote = client.acknowledged.length - before;
      await Promise.all(['db1', 'db2'].map((name) => site.asRoot(name, 'systemctl unmask --runtime --quiet mariadb')));
      return [
        ...(refused === undefined ? [] : [refused]),
        ...(wrote === 0 ? [] : [`${wrote} writes were acknowledged without quorum`]),
        ...(status.code === 1 && /db3: .*without quorum/.test(status.stdout) ? [] : [`status: ${status.stdout}`]),
        ...(await back(site)),
      ];
    },
  },
  {
    name: 'all three lose their power, and one host does not come back at first',
    happen: async (site) => {
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
        ...(await back(site)),
      ];
    },
  },
  {
    name: 'all three are killed, and forget whom they were with',
    happen: async (site) => {
      await Promise.all(servers.map((name) => site.asRoot(name, `${die}; rm -f /var/lib/mysql/gvwstate.dat`)));
      const unsafe = await Promise.all(
        servers.map((name) => site.asRoot(name, 'grep -c "safe_to_bootstrap: 0" /var/lib/mysql/grastate.dat || :')),
      );
      await Promise.all(servers.map((name) => site.asRoot(name, 'systemctl unmask --runtime --quiet mariadb')));
      const wrong = unsafe.every((count) => count.trim() === '1') ? [] : ['a killed server is marked as the last'];
      return [...wrong, ...(await back(site))];
    },
  },
];

/** Its unit would start it again at once. */
const die = 'systemctl mask --runtime --quiet mariadb; systemctl kill --signal=KILL mariadb';

async function goesOn(client: WritingClient): Promise<readonly string[]> {
  const before = client.acknowledged.length;
  await setTimeout(20_000);
  return client.acknowledged.length > before ? [] : ['nobody took a write for 20 s'];
}

/** Waits until their sshd lets us in, for up to three minutes. */
async function booted(site: Site, names: readonly string[]): Promise<void> {
  for (const name of names)
    for (let left = 60; ; left -= 1) {
      const up = await site.asRoot(name, 'true').then(
        () => true,
        () => false,
      );
      if (up) break;
      if (left === 0) throw new Error(`${name} does not boot`);
      await setTimeout(3000);
    }
}

/** One run brings everybody back, and then all is well. */
async function back(site: Site): Promise<readonly string[]> {
  const run = await converge(site);
  const status = await mysqlStatus(site);
  return [
    ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.stdout}${run.stderr}`]),
    ...(status.code === 0 ? [] : [`not well: ${status.stdout}${status.stderr}`]),
  ];
}

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
