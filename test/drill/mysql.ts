import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { labMachine } from '../support/lab-machine.ts';
import type { Dialect } from '../../src/sql/dialect.ts';
import type { ProgramEnd, Site } from '../support/site.ts';
import { clientPassword } from './mysql-site.ts';
import { writableWatch } from './writable-watch.ts';
import { writingClient } from './writing-client.ts';
import { succeed } from './succeed.ts';

export const servers = ['db1', 'db2', 'db3'];

/** What one event of the drill did. */
export interface DrillRound {
  readonly event: string;
  /** Writes whose success was told to the client. */
  readonly acknowledged: number;
  /** Those of them that the primary does not have afterwards. */
  readonly missing: number;
  /** Milliseconds without any acknowledged write. */
  readonly gapMs: number;
  /** What is not as it should be; empty when all is. */
  readonly wrong: readonly string[];
}

/** Makes the cluster: from empty hosts in one run, and a second run that changes nothing. */
export async function prepareMysql(site: Site): Promise<void> {
  // What the site's own inventory says is about hosts that are not here.
  for (const name of ['all', 'db', 'lb', 'web', 'mon'])
    writeFileSync(join(site.directory, 'inventory', 'group_vars', `${name}.yml`), '');
  const words = ['playbooks/database.yml', '-i', 'inventory/lab.yml'];
  await succeed(site, 'run', ...words);
  await succeed(site, 'run', ...words, '--expect-unchanged');
  const primary = await primaryOf(site);
  await sql(site, primary, 'CREATE TABLE IF NOT EXISTS drill.writes (id INT PRIMARY KEY) ENGINE = InnoDB');
  const machines = await Promise.all(servers.map((name) => labMachine(site, name)));
  const cases = servers.map((name, index) => `  ${name}) ${machines[index]?.fence ?? 'false'} ;;`);
  const file = join(site.directory, 'inventory', 'power-off');
  writeFileSync(file, ['#!/bin/sh', 'case $1 in', ...cases, '  *) exit 1 ;;', 'esac', ''].join('\n'));
  chmodSync(file, 0o755);
}

/** Has something happen while a client writes, and counts. @param act gives what was wrong in its own eyes */
export async function drillRound(
  site: Site,
  dialect: Dialect,
  event: string,
  act: () => Promise<readonly string[]>,
): Promise<DrillRound> {
  await sql(site, await primaryOf(site), 'TRUNCATE drill.writes');
  const addresses = new Map(servers.map((name) => [name, site.address(name)]));
  const watch = writableWatch(addresses, clientPassword, (writable) => writable.length > 1);
  const client = writingClient([...addresses.values()], clientPassword);
  await until('the client writes', () => client.acknowledged.length > 20);
  const begun = performance.now();
  const wrong = [...(await act())];
  const before = client.acknowledged.length;
  await until('the client writes again', () => client.acknowledged.length > before + 20).catch((error: unknown) =>
    wrong.push(String(error)),
  );
  const gapMs = client.longestGap(begun);
  await client.stop();
  await watch.stop();
  if (watch.wrong.length > 0) wrong.push(`more than one accepted writes: ${[...new Set(watch.wrong)].join('; ')}`);
  wrong.push(...(await heal(site)));
  const kept = new Set((await sql(site, await primaryOf(site), 'SELECT id FROM drill.writes')).split('\n'));
  const missing = client.acknowledged.filter(({ id }) => !kept.has(String(id))).length;
  return {
    event,
    acknowledged: client.acknowledged.length,
    missing,
    gapMs,
    wrong: [...wrong, ...(await unequal(site, dialect))],
  };
}

/** Brings everybody back, and says what is still wrong. */
async function heal(site: Site): Promise<readonly string[]> {
  const rejoined = await mysql(site, 'rejoin', 'db');
  // What MySQL had written to its log when it died, and no replica had acknowledged, it commits at its next start; MariaDB gives it up.
  for (const [, name = ''] of rejoined.stderr.matchAll(/(\S+) refused: it wrote what the primary does not have/g)) {
    const aside = await mysql(site, 'rejoin', 'db', '--set-aside', name);
    const cloned = await mysql(site, 'clone', 'db', '--to', name);
    if (cloned.code !== 0) return [`no copy: ${aside.stderr}${cloned.stderr}${cloned.stdout}`];
  }
  const acknowledged = await mysql(site, 'acknowledge', 'db');
  if (acknowledged.code === 0) return [];
  return [`not healthy: ${rejoined.stderr}${acknowledged.stdout}`];
}

/** Whether all hold the same once they have caught up. */
async function unequal(site: Site, { gtid }: Dialect): Promise<readonly string[]> {
  const primary = await primaryOf(site);
  const position = await sql(site, primary, gtid.executed);
  const late: string[] = [];
  const sums = await Promise.all(
    servers.map(async (name) => {
      if (name !== primary && (await sql(site, name, gtid.reached(position, 60))) !== '0') late.push(name);
      return await sql(site, name, 'CHECKSUM TABLE drill.writes');
    }),
  );
  if (late.length > 0) return [`${late.join(' and ')} did not get to ${position} within a minute`];
  if (new Set(sums).size === 1) return [];
  const rows = await Promise.all(servers.map((name) => sql(site, name, 'SELECT id FROM drill.writes')));
  const ids = new Set(rows[servers.indexOf(primary)]?.split('\n'));
  return servers.map((name, index) => {
    const own = new Set(rows[index]?.split('\n'));
    const more = [...own].filter((id) => !ids.has(id));
    const less = [...ids].filter((id) => !own.has(id));
    return `${name} differs from ${primary} at ${position}: it has ${more.slice(0, 5).join(' ')} (${more.length}), and lacks ${less.slice(0, 5).join(' ')} (${less.length})`;
  });
}

/** The one server that accepts writes. @throws Error when there is none, or more than one */
export async function primaryOf(site: Site): Promise<string> {
  const end = await site.rackwright('mysql', 'status', 'db', '-i', 'inventory/lab.yml', '--format', 'json');
  const { primaries } = JSON.parse(end.stdout) as { readonly primaries: readonly string[] };
  const [primary, second] = primaries;
  if (primary === undefined || second !== undefined)
    throw new Error(`primaries: ${primaries.join(', ')}\n${end.stdout}`);
  return primary;
}

/** Both families have a client of this name. */
export async function sql(site: Site, host: string, statement: string): Promise<string> {
  const output = await site.asRoot(host, `mysql --batch --raw --skip-column-names -e "${statement}"`);
  return output.trim();
}

export async function mysql(site: Site, ...words: readonly string[]): Promise<ProgramEnd> {
  return await site.rackwright('mysql', ...words, '-i', 'inventory/lab.yml');
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let left = 600; !holds(); left -= 1) {
    if (left === 0) throw new Error(`${what}: not within a minute`);
    await setTimeout(100);
  }
}

/** A table for people. */
export function showDrill(rounds: readonly DrillRound[]): string {
  const width = Math.max(...rounds.map(({ event }) => event.length));
  const lines = rounds.map(({ event, acknowledged, missing, gapMs, wrong }) => {
    const figures = [
      String(acknowledged).padStart(12),
      String(missing).padStart(7),
      `${(gapMs / 1000).toFixed(2)} s`.padStart(9),
    ];
    return [event.padEnd(width), ...figures, wrong.length === 0 ? '' : '  FAILED'].join('  ').trimEnd();
  });
  const head = [''.padEnd(width), 'acknowledged', 'missing', '      gap'].join('  ');
  const wrong = rounds.flatMap((round) => round.wrong.map((each) => `  ${round.event}: ${each}`));
  return [head, ...lines, ...wrong, ''].join('\n');
}
