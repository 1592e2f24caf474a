import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ProgramEnd, Site } from '../support/site.ts';
import type { DrillRound } from './mysql.ts';
import { clientPassword } from './mysql-site.ts';
import { writingClient } from './writing-client.ts';
import type { WritingClient } from './writing-client.ts';

export const servers = ['db1', 'db2', 'db3'];

/** Makes the cluster: from empty hosts in one run, and a second run that changes nothing. */
export async function prepareGalera(site: Site): Promise<void> {
  // What the site's own inventory says is about hosts that are not here.
  for (const name of ['all', 'db', 'lb', 'web', 'mon'])
    writeFileSync(join(site.directory, 'inventory', 'group_vars', `${name}.yml`), '');
  for (const more of [[], ['--expect-unchanged']]) {
    const end = await converge(site, ...more);
    if (end.code !== 0) throw new Error(`the run ended with ${end.code}:\n${end.stdout}${end.stderr}`);
  }
  await sql(site, 'db1', 'CREATE TABLE IF NOT EXISTS drill.writes (id INT PRIMARY KEY) ENGINE = InnoDB');
}

/**
 * Has something happen while a client writes, and counts on every member. @param act gives what was wrong in its own eyes, and heals
 */
export async function galeraRound(
  site: Site,
  event: string,
  act: (client: WritingClient) => Promise<readonly string[]>,
): Promise<DrillRound> {
  await sql(site, 'db1', 'TRUNCATE drill.writes');
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

export async function mysqlStatus(site: Site): Promise<ProgramEnd> {
  return await site.rackwright('mysql', 'status', 'db', '-i', 'inventory/lab.yml');
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
