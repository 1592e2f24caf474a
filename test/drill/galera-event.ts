import { setTimeout } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { converge, mysqlStatus, sql } from './galera.ts';
import type { GaleraCluster } from './galera.ts';
import type { WritingClient } from './writing-client.ts';

/** Something that happens to a Galera cluster, and how it comes back; gives what went wrong. */
export interface GaleraEvent {
  readonly name: string;
  happen(cluster: GaleraCluster, client: WritingClient): Promise<readonly string[]>;
}

/** Kills what a unit runs, for good: the unit would start it again at once. */
export async function die(site: Site, host: string, unit = 'mariadb'): Promise<void> {
  await site.asRoot(host, `systemctl mask --runtime --quiet ${unit}; systemctl kill --signal=KILL ${unit}`);
}

export async function mayLive(site: Site, host: string, unit = 'mariadb'): Promise<void> {
  await site.asRoot(host, `systemctl unmask --runtime --quiet ${unit}`);
}

/** Whether writes are acknowledged within 20 s. */
export async function goesOn(client: WritingClient): Promise<readonly string[]> {
  const before = client.acknowledged.length;
  await setTimeout(20_000);
  return client.acknowledged.length > before ? [] : ['nobody took a write for 20 s'];
}

/** Whether the last member that lives refuses writes, and `status` says why. It finds out after its time that nobody answers. */
export async function refuses(cluster: GaleraCluster, client: WritingClient, last: string): Promise<readonly string[]> {
  await setTimeout(20_000);
  const before = client.acknowledged.length;
  const refused = await sql(cluster.site, last, 'INSERT INTO drill.writes VALUES (-1)').then(
    () => 'the last one took a write',
    (error: unknown) => (/1047/.test(String(error)) ? undefined : String(error)),
  );
  const status = await mysqlStatus(cluster);
  await setTimeout(3000);
  const wrote = client.acknowledged.length - before;
  return [
    ...(refused === undefined ? [] : [refused]),
    ...(wrote === 0 ? [] : [`${wrote} writes were acknowledged without quorum`]),
    ...(status.code === 1 && new RegExp(`${last}: .*without quorum`).test(status.stdout)
      ? []
      : [`status: ${status.stdout}`]),
  ];
}

/** Waits until their sshd lets us in, for up to three minutes. */
export async function booted(site: Site, names: readonly string[]): Promise<void> {
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
export async function back(cluster: GaleraCluster): Promise<readonly string[]> {
  const run = await converge(cluster.site);
  const status = await mysqlStatus(cluster);
  return [
    ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.stdout}${run.stderr}`]),
    ...(status.code === 0 ? [] : [`not well: ${status.stdout}${status.stderr}`]),
  ];
}
