import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

interface Found {
  readonly id: string;
  readonly severity: string;
  readonly about: string;
  readonly waived: boolean;
  readonly evidence: readonly { readonly text: string; readonly at?: string }[];
}

async function audit(inventory: string): Promise<{ readonly code: number; readonly findings: readonly Found[] }> {
  const cwd = mkdtempSync(join(root, 'audit-'));
  writeFiles(cwd, { 'hosts.yml': inventory });
  const { code, out, err } = await runProgram(['audit', '-i', 'hosts.yml', '--format', 'json'], { cwd });
  expect(err).toBe('');
  return { code, findings: (JSON.parse(out) as { readonly findings: readonly Found[] }).findings };
}

const siteText = (name: string): string => readFileSync(join(import.meta.dirname, 'sites', `${name}.yml`), 'utf8');

async function judged(text: string): Promise<readonly string[]> {
  const { findings } = await audit(text);
  return findings
    .map(({ id, severity, about, waived }) => `${severity} ${id} ${about}${waived ? ' (waived)' : ''}`)
    .toSorted();
}

describe('three sites', () => {
  test('everything on each of three servers behind one load balancer', async () => {
    expect(await judged(siteText('all-on-each'))).toEqual([
      'HIGH T1 service app',
      'HIGH T1c service mysql',
      'HIGH T2c service mysql, backups',
      'HIGH T3 hosts n1, n2, n3',
      'HIGH T4 service https',
      'HIGH T9 service mysql, rack b',
      'LOW T1c service node-exporter',
      'MEDIUM M1 service mysql',
      'MEDIUM T5 host n1',
      'MEDIUM T5 host n2',
      'MEDIUM T5 host n3',
      'MEDIUM T9 service app, rack b',
    ]);
  });

  test('a primary and a replica of their own', async () => {
    expect(await judged(siteText('one-primary'))).toEqual([
      'HIGH T1 service app',
      'HIGH T2c service mysql, backups',
      'HIGH T4 service https',
      'MEDIUM M1 service mysql',
      'MEDIUM T2 service mysql',
    ]);
  });

  test('the repaired one', async () => {
    expect(await judged(siteText('repaired'))).toEqual(['LOW E1 service public-ssh (waived)']);
    expect((await audit(siteText('repaired'))).code).toBe(0);
  });

  test('our own, of which nothing grave is left', async () => {
    const { code, out } = await runProgram(['audit', '-i', 'inventory/lab.yml', '--format', 'json'], {
      cwd: join(import.meta.dirname, '../..'),
    });
    const { findings } = JSON.parse(out) as { readonly findings: readonly Found[] };
    expect(findings.filter(({ severity }) => severity === 'HIGH')).toEqual([]);
    expect(code).toBe(0);
  });

  test('what is grave and not waived is an exit code of its own', async () => {
    expect((await audit(siteText('one-primary'))).code).toBe(4);
  });
});

describe('findings', () => {
  test('name the places that they rest on', async () => {
    const { findings } = await audit(siteText('one-primary'));
    expect(findings.find(({ id }) => id === 'T1')?.evidence.map(({ at }) => at)).toEqual([
      'hosts.yml:8:18',
      'hosts.yml:9:18',
    ]);
  });

  test('two hosts with one address, one database and open doors', async () => {
    const text = siteText('repaired')
      .replace('198.18.0.22', '198.18.0.21')
      .replace(
        'd1: {ansible_host: 198.18.0.31, rack: a}, d2: {ansible_host: 198.18.0.32, rack: b}, d3: {ansible_host: 198.18.0.33, rack: a}',
        'd1: {ansible_host: 198.18.0.31, rack: a}',
      )
      .replace('from: [web, db], tls: mutual', 'from: any, tls: mutual');
    expect(await judged(text)).toEqual([
      'HIGH C1 address 198.18.0.21',
      'HIGH E1 service mysql',
      'HIGH T2 service mysql',
      'LOW E1 service public-ssh (waived)',
    ]);
  });

  test('two databases have no majority without a third vote, which an arbitrator has', async () => {
    const two = siteText('repaired').replace(', d3: {ansible_host: 198.18.0.33, rack: a}', '');
    const voting = (on: string): string =>
      two.replace(
        '  children:\n',
        `        - {name: galera, on: ${on}, port: 4567, from: ${on}, tls: mutual}\n` +
          '        - {name: galera-copy, on: db, ports: [4444, 4568], from: db, tls: mutual}\n' +
          '  children:\n    arbitrators: {hosts: {w1: {}}}\n',
      );
    // Two racks cannot hold three votes without a majority in one of them.
    const elsewhere = voting('[db, arbitrators]').replace('198.18.0.21, rack: a', '198.18.0.21, rack: c');
    expect(await judged(two)).toContain('MEDIUM T2 service mysql');
    expect((await judged(voting('db'))).filter((each) => each.includes(' T2 '))).toEqual(['MEDIUM T2 service mysql']);
    expect(await judged(voting('[db, arbitrators]'))).toContain('MEDIUM T2d service mysql, votes in rack a');
    expect(await judged(elsewhere)).toEqual(['LOW E1 service public-ssh (waived)']);
  });

  test('load balancers without a shared address', async () => {
    const text = siteText('repaired').replace(/\n.*name: vrrp.*/, '');
    expect(await judged(text)).toContain('MEDIUM T4 service https');
  });

  test('come back when their waiver has ended, and say so', async () => {
    const text = siteText('repaired').replace('2099-12-31', '2020-01-31');
    expect(await judged(text)).toEqual(['LOW E1 service public-ssh']);
    const cwd = mkdtempSync(join(root, 'audit-'));
    writeFiles(cwd, { 'hosts.yml': text });
    const { out } = await runProgram(['audit', 'design', '-i', 'hosts.yml'], { cwd });
    expect(out).toContain('the waiver ended on 2020-01-31: the jump host must be reached from anywhere');
    expect(out).toContain('1 LOW');
  });

  test('are SARIF for code hosts, waived ones suppressed', async () => {
    const cwd = mkdtempSync(join(root, 'audit-'));
    copyFileSync(join(import.meta.dirname, 'sites', 'repaired.yml'), join(cwd, 'hosts.yml'));
    const { out } = await runProgram(['audit', '-i', 'hosts.yml', '--format', 'sarif'], { cwd });
    expect(JSON.parse(out)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'E1', level: 'note', suppressions: [{ kind: 'external' }] }] }],
    });
  });
});

test.each([
  ['{id: T4, until: "2099-12-31"}', 'a waiver needs a reason'],
  ['{id: T44, reason: x, until: "2099-12-31"}', 'no rule of the audit is called "T44"'],
  ['{id: T4, reason: x, until: "2099-13-31"}', 'a waiver needs its last day'],
  ['{id: T4, reason: x, until: "2099-12-31", abuot: x}', 'a waiver has no "abuot"'],
])('the waiver %s is refused where it stands', async (waiver, message) => {
  const cwd = mkdtempSync(join(root, 'audit-'));
  const text = siteText('repaired').replace(/- \{id: E1.*/, `- ${waiver}`);
  writeFiles(cwd, { 'hosts.yml': text });
  const { code, err } = await runProgram(['audit', '-i', 'hosts.yml'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).toContain('hosts.yml:6:9');
});

test('a host without an exporter, a database without its own, and an exporter that nobody collects', async () => {
  const text = `all:
  vars:
    topology:
      services:
        - {name: mysql, on: db, port: 3306, from: mon, tls: mutual}
        - {name: node-exporter, on: [db, mon], port: 9100, from: mon}
        - {name: mysqld-exporter, on: db1, port: 9104, from: mon}
        - {name: snmp-exporter, on: mon, port: 9116, from: any}
  children:
    db: {hosts: {db1: {ansible_host: 192.0.2.1}, db2: {ansible_host: 192.0.2.2}}}
    mon: {hosts: {mon1: {ansible_host: 192.0.2.3}}}
    rest: {hosts: {rest1: {ansible_host: 192.0.2.4}}}
`;
  const found = await judged(text);
  expect(found.filter((each) => each.includes(' M1 '))).toEqual([
    'MEDIUM M1 host rest1',
    'MEDIUM M1 service mysql',
    'MEDIUM M1 service snmp-exporter',
  ]);
});
