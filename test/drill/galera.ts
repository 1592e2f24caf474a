import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ProgramEnd, Site } from '../support/site.ts';
import { firewallPlaybook } from './galera-site.ts';
import type { GaleraShape } from './galera-site.ts';
import type { DrillRound } from './mysql.ts';
import { clientPassword } from './mysql-site.ts';
import { succeed } from './succeed.ts';
import { writingClient } from './writing-client.ts';
import type { WritingClient } from './writing-client.ts';

/** A Galera cluster in the lab. */
export interface GaleraCluster extends GaleraShape {
  readonly site: Site;
}

/** Makes the cluster: from empty hosts in one run, and a second run that changes nothing. */
export async function prepareGalera(cluster: GaleraCluster): Promise<void> {
  const { site, servers, arbitrators } = cluster;
  // What the site's own inventory says is about hosts that are not here.
  for (const name of ['all', 'db', 'lb', 'web', 'mon'])
    writeFileSync(join(site.directory, 'inventory', 'group_vars', `${name}.yml`), '');
  if (arbitrators.length > 0) {
    writeFileSync(join(site.directory, 'playbooks', 'firewalls.yml'), firewallPlaybook);
    await succeed(site, 'run', 'playbooks/firewalls.yml', '-i', 'inventory/lab.yml');
  }
  for (const more of [[], ['--expect-unchanged']]) {
    const end = await converge(site, ...more);
    if (end.code !== 0) throw new Error(`the run ended with ${end.code}:\n${end.stdout}${end.stderr}`);
  }
  const [first = ''] = servers;
  await sql(site, first, 'CREATE TABLE IF NOT EXISTS drill.writes (id INT PRIMARY KEY) ENGINE = InnoDB');
}

/**
 * Has something happen while a client writes, and counts on every member. @param act gives what was wrong in its own eyes, and heals
 */
export async function galeraRound(
  { site, servers }: GaleraCluster,
  event: string,
  act: (client: WritingClient) => Promise<readonly string[]>,
): Promise<DrillRound> {
  const [first = ''] = servers;
  await sql(site, first, 'TRUNCATE drill.writes');
  const client = writingClient(
    servers.map((name) => site.address(name)),
    clientPassword,
  );
  await until('the client writes', () => client.acknowledged.length > 20);
  const begun = performance.now();
  const wrong = [...(await act(client))];
  const before = client.acknowledged.length;
  await until('the client writes again', () => client.acknowledged.length > before + 20).catch((error: unknown) =>
    wrong.push(String(error)),
  );
  const gapMs = client.longestGap(begun);
  await client.stop();
  const kept = await Promise.all(
    servers.map((name) =>
      sql(site, name, 'SET wsrep_sync_wait = 1; SELECT id FROM drill.writes').catch((error: unknown) => {
        wrong.push(String(error));
        return '';
      }),
    ),
  );
  const lost = kept.map((text) => {
    const there = new Set(text.split('\n'));
    return client.acknowledged.filter(({ id }) => !there.has(String(id))).length;
  });
  if (new Set(kept).size > 1) wrong.push('the members differ');
  return { event, acknowledged: client.acknowledged.length, missing: Math.max(...lost), gapMs, wrong };
}

export async function converge(site: Site, ...more: readonly string[]): Promise<ProgramEnd> {
  return await site.rackwright('run', 'playbooks/database-galera.yml', '-i', 'inventory/lab.yml', ...more);
}

export async function mysqlStatus({ site, arbitrators }: GaleraCluster): Promise<ProgramEnd> {
  const pattern = arbitrators.length > 0 ? 'db:arbitrators' : 'db';
  return await site.rackwright('mysql', 'status', pattern, '-i', 'inventory/lab.yml');
}

export async function sql(site: Site, host: string, statement: string): Promise<string> {
  const output = await site.asRoot(host, `mariadb --batch --skip-column-names -e "${statement}"`);
  return output.trim();
}

/** Waits for up to two minutes. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let left = 1200; !holds(); left -= 1) {
    if (left === 0) throw new Error(`${what}: not within two minutes`);
    await setTimeout(100);
  }
}
