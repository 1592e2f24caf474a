import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createSshConfigResolver } from '../../../src/hosts/ssh-config/resolve.ts';

const directory = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Resolves hosts as a run does, all at once, and counts how often the real ssh is asked. */
async function resolveAll(text: string, hosts: readonly string[], more: readonly string[] = []) {
  const file = join(directory, `config-${Math.random()}`);
  writeFileSync(file, text);
  let asked = 0;
  const resolve = createSshConfigResolver(undefined, async (args) => {
    asked += 1;
    return await promisify(execFile)('ssh', [...args]);
  });
  const sshArgs = ['-F', file, ...more];
  const configs = await Promise.all(hosts.map((host) => resolve({ host, sshArgs })));
  const shared = asked;
  // The judge: each host asked alone.
  const alone = await Promise.all(hosts.map((host) => createSshConfigResolver(undefined)({ host, sshArgs })));
  expect(configs).toEqual(alone);
  return shared;
}

const hosts = ['web1', 'web2', 'web3', 'db1', 'db2', 'db3', '10.0.0.1', '10.0.0.2'];

describe('ssh is asked about hosts', () => {
  test.each([
    ['nothing that depends on the host', 'Host *\n  User me\n', 2],
    ['nothing at all', '', 2],
    ['patterns that tell groups apart', 'Host web*\n  Port 1\nHost db* !db3\n  User db\nHost *\n  Port 2\n', 7],
    ['patterns that no host matches', 'Host unix/* vsock%*\n  ProxyCommand odd %h\n', 2],
    ['a final pass', 'Match final all\n  User me\n', 2],
  ])('a few times with %s', async (_, text, times) => {
    expect(await resolveAll(text, hosts)).toBe(times);
  });

  test.each([
    ['HostName', 'Host *\n  HostName %h.example\n'],
    ['tokens in paths', 'UserKnownHostsFile /known/%h\n'],
    ['digests in paths', 'IdentityFile /id/%C\n'],
    ['Match', 'Match host web*\n  Port 1\n'],
    ['quotes', 'Host "web1"\n  Port 1\n'],
    ['canonical names', 'CanonicalizeHostname yes\nCanonicalDomains example.invalid\n'],
  ])('each time with %s', async (_, text) => {
    expect(await resolveAll(text, hosts)).toBe(hosts.length);
  });

  test('a few times with an included file, whose patterns count', async () => {
    const included = join(directory, 'included');
    writeFileSync(included, 'Host=web1\n  Port 7\n');
    expect(await resolveAll(`Host db*\n  User db\n  Include ${included}\n`, hosts)).toBe(5);
  });

  test('each time when ssh does not say what it reads', async () => {
    expect(await resolveAll('Host *\n  Port 1\n', hosts, ['-q'])).toBe(hosts.length);
  });

  test('each time for names that are not plain', async () => {
    expect(await resolveAll('Host *\n  Port 1\n', ['WEB1', 'web2', 'Web3', 'web4', 'web5', '::1'])).toBe(5);
  });
});
