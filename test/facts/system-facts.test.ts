import { readFileSync } from 'node:fs';
import { hostname, release, userInfo } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { systemFactNames } from '../../src/facts/system-fact-names.ts';
import { systemFacts } from '../../src/facts/system-facts.ts';
import { runFact, shells } from '../support/run-fact.ts';

const osRelease = (name: string) =>
  new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';

describe.each(shells)('systemFacts through %s', (_, shell) => {
  const [facts] = runFact(systemFacts, [null], shell, { SSH_CONNECTION: '192.0.2.9 50022 192.0.2.2 22' });

  test('describes this machine', () => {
    expect(facts).toMatchObject({
      distribution_release: osRelease('VERSION_CODENAME'),
      pkg_mgr: 'apt',
      system: 'Linux',
      kernel: release(),
      nodename: hostname(),
      user_id: userInfo().username,
      ssh_connection: { client_address: '192.0.2.9', client_port: 50022, server_address: '192.0.2.2', server_port: 22 },
    });
    expect(facts?.interfaces).toContain('lo');
    expect(facts?.network['lo']?.ipv4).toEqual([{ address: '127.0.0.1', prefix: 8, scope: 'host' }]);
    expect(facts?.memtotal_mb).toBeGreaterThan(64);
  });

  test('has exactly the facts that are documented', () => {
    expect(Object.keys(facts ?? {}).sort()).toEqual(systemFactNames.map((each) => each.name).sort());
  });

  test('has values of the documented types', () => {
    for (const { name, type } of systemFactNames) {
      const value: unknown = facts?.[name];
      const found = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
      expect([name, found]).toEqual([name, type]);
    }
  });
});
