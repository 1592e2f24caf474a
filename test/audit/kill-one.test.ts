import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Survival } from '../../src/audit/kill-one/kill-one.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
const siteText = (name: string): string => readFileSync(join(import.meta.dirname, 'sites', `${name}.yml`), 'utf8');
const repaired = siteText('repaired');

async function ask(inventory: string, ...words: readonly string[]): Promise<string> {
  const cwd = mkdtempSync(join(root, 'kill-one-'));
  writeFiles(cwd, { 'hosts.yml': inventory });
  const { code, out, err } = await runProgram(['audit', 'kill-one', '-i', 'hosts.yml', ...words], { cwd });
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

/** `host lb1: kept kept kept kept`, without those where nothing is lost. */
async function lostIn(inventory: string): Promise<readonly string[]> {
  const { matrix } = JSON.parse(await ask(inventory, '--format', 'json')) as { readonly matrix: readonly Survival[] };
  return matrix
    .filter(({ outcomes }) => outcomes.some(({ state }) => state !== 'kept'))
    .map(({ loss, outcomes }) => `${loss.kind} ${loss.name}: ${outcomes.map(({ state }) => state).join(', ')}`);
}

describe('what survives each loss: requests, writes, data, alerts', () => {
  test('of the repaired site', async () => {
    expect(await lostIn(repaired)).toEqual([
      'host d1: kept, by command, kept, kept',
      'host m1: kept, kept, kept, lost',
      'rack a: kept, lost, at risk, kept',
      'rack b: kept, kept, kept, lost',
      'service https: lost, kept, kept, kept',
      'service vrrp: lost, kept, kept, kept',
      'service app: lost, kept, kept, kept',
      'service mysql: kept, lost, kept, kept',
    ]);
  });

  test('of everything on each of three servers behind one load balancer', async () => {
    expect(await lostIn(siteText('all-on-each'))).toEqual([
      'host lb1: lost, kept, kept, kept',
      'host n1: kept, by command, kept, kept',
      'rack a: lost, kept, kept, kept',
      'rack b: lost, lost, lost, lost',
      'service https: lost, kept, kept, kept',
      'service app: lost, kept, kept, kept',
      'service mysql: kept, lost, kept, kept',
    ]);
  });

  test('of a primary and a replica', async () => {
    const found = await lostIn(siteText('one-primary'));
    // With one replica a commit that waits for it stops all writes when either is lost.
    expect(found).toEqual(
      expect.arrayContaining(['host d1: kept, lost, kept, kept', 'host d2: kept, lost, kept, kept']),
    );
  });

  test('a primary that is named, and commits that wait only for a while', async () => {
    const text = repaired.replace('  vars:\n', '  vars:\n    mysql_primary: d3\n    mysql_durability: available\n');
    expect((await lostIn(text)).filter((each) => /^(host d|rack)/.test(each))).toEqual([
      'host d3: kept, by command, at risk, kept',
      'rack a: kept, by command, at risk, kept',
      'rack b: kept, kept, kept, lost',
    ]);
  });

  test('a group whose majority agrees on each write', async () => {
    const galera = '        - {name: galera, on: db, ports: [4567, 4568, 4444], from: db, tls: mutual}\n';
    const text = repaired.replace('  children:\n', `${galera}  children:\n`);
    expect((await lostIn(text)).filter((each) => /^(host d|rack a)/.test(each))).toEqual([
      'rack a: kept, lost, kept, kept',
    ]);
  });

  test('two members and an arbitrator: each is a vote, and only members have data', async () => {
    const galera =
      '        - {name: galera, on: [db, arbitrators], port: 4567, from: [db, arbitrators], tls: mutual}\n';
    const text = repaired
      .replace('  children:\n', `${galera}  children:\n    arbitrators: {hosts: {w1: {}}}\n`)
      .replace(', d3: {ansible_host: 198.18.0.33, rack: a}', '');
    expect((await lostIn(text)).filter((each) => /^(host [dw]|rack a)/.test(each))).toEqual([
      'rack a: kept, lost, kept, kept',
    ]);
    expect(await ask(text)).toContain('rack a: mysql writes lost: d2 is no majority\n');
  });

  test('load balancers without a shared address, and somebody outside who misses the collector', async () => {
    const text = repaired
      .replace(/\n.*name: vrrp.*/, '')
      .replace('  vars:\n', '  vars:\n    alertmanager_deadman_url: https://deadman.example/site\n');
    expect(await lostIn(text)).toEqual(
      expect.arrayContaining([
        'host lb1: partly, kept, kept, kept',
        'host lb2: partly, kept, kept, kept',
        'host m1: kept, kept, kept, dead man',
      ]),
    );
  });

  test('databases of which nothing is known, and hosts that nobody watches', async () => {
    const text = repaired
      .replace('name: mysql, on: db, port: 3306', 'name: postgres, on: db, port: 5432')
      .replace('name: node-exporter, on: all', 'name: node-exporter, on: [db, mon]');
    expect(await lostIn(text)).toEqual(
      expect.arrayContaining(['host d2: kept, unknown, unknown, kept', 'host lb1: kept, kept, kept, lost']),
    );
  });
});

test('people read a table, and why', async () => {
  const out = await ask(repaired);
  expect(out).toContain('without                  https requests  mysql writes  mysql data  alerts\n');
  expect(out).toContain('host d1: mysql writes by command: rackwright mysql failover makes one of d2, d3 the writer\n');
});
