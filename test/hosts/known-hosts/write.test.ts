import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { matchesName } from '../../../src/hosts/known-hosts/names.ts';
import { writeKnownHosts } from '../../../src/hosts/known-hosts/write.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'write-'));
  file = join(directory, 'ssh', 'known_hosts');
});
afterEach(() => rmSync(directory, { recursive: true }));
const read = (): string => readFileSync(file, 'utf8');

test('the file and its directory are made for their owner only', async () => {
  await writeKnownHosts(file, ['web1 ssh-ed25519 AAAA'], { hash: false });
  expect(read()).toBe('web1 ssh-ed25519 AAAA\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(directory, 'ssh')).mode & 0o777).toBe(0o700);
});

test('lines are appended, also where the last line has no end', async () => {
  await writeKnownHosts(file, ['web1 t k'], { hash: false });
  writeFileSync(file, 'web1 t k');
  await writeKnownHosts(file, ['web2 t k', 'web3 t k'], { hash: false });
  expect(read()).toBe('web1 t k\nweb2 t k\nweb3 t k\n');
});

test('many writers at a time lose nothing', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `web${index} t k`);
  await Promise.all(lines.map((line) => writeKnownHosts(file, [line], { hash: false })));
  expect(read().trim().split('\n').sort()).toEqual([...lines].sort());
});

test('names are hashed on request', async () => {
  await writeKnownHosts(file, ['[web1]:2222 ssh-ed25519 AAAA'], { hash: true });
  const [name, ...rest] = read().trim().split(' ');
  expect(name).toMatch(/^\|1\|/);
  expect(matchesName(name!, '[web1]:2222')).toBe(true);
  expect(rest).toEqual(['ssh-ed25519', 'AAAA']);
});

test('forgetting a host keeps comments, markers, patterns and the mode, and leaves no temporary file', async () => {
  await writeKnownHosts(file, ['web1 t old'], { hash: true });
  const kept = '# web1\n@revoked web1 t bad\nweb* t k\nweb2 t k\n';
  writeFileSync(file, `${read()}${kept}web1,10.0.0.1 t old\n`, { mode: 0o640 });
  await writeKnownHosts(file, ['web1 t new'], { hash: false, forget: ['web1'] });
  expect(read()).toBe(`${kept}web1 t new\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(directory, 'ssh'))).toEqual(['known_hosts']);
});
