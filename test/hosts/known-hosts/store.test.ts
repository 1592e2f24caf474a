import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKnownHostsStore } from '../../../src/hosts/known-hosts/store.ts';

const key = Buffer.concat([Buffer.from([0, 0, 0, 3]), Buffer.from('abc')]).toString('base64');
const web = { name: 'web1' };
let directory: string;
let file: string;
let warnings: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(directory, 'kh');
  warnings = [];
});
afterEach(() => rmSync(directory, { recursive: true }));
const open = () => createKnownHostsStore((message) => void warnings.push(message));

test('files are joined in their order, and a missing one is empty', async () => {
  writeFileSync(file, `web1 abc ${key}\n`);
  writeFileSync(`${file}2`, `web* abc ${key}\n`);
  const files = [`${file}2`, join(directory, 'none'), file, file];
  const { keys } = await open().about(files, web);
  expect(keys.map((line) => line.names)).toEqual(['web*', 'web1']);
  expect(warnings).toEqual([]);
});

test('a broken line is said once, with its place', async () => {
  writeFileSync(file, `a abc ${key}\nnonsense\n`);
  const store = open();
  await store.about([file], web);
  await store.about([file], { name: 'web2' });
  expect(warnings).toEqual([`${file}:2: a name, a key type or a key is missing; the line is ignored`]);
});

test('a file that cannot be read is warned about', async () => {
  expect((await open().about([directory], web)).keys).toEqual([]);
  expect(warnings[0]).toMatch(/cannot be read, so its host keys are unknown: EISDIR/);
});

test('an added line is on disk and in memory, also for who has asked before', async () => {
  const store = open();
  expect((await store.about([file], web)).keys).toEqual([]);
  await Promise.all([
    store.add(file, `web1 abc ${key}`, { hash: false }),
    store.add(file, `web2 abc ${key}`, { hash: false }),
  ]);
  expect((await store.about([file], web)).keys.map((line) => line.names)).toEqual(['web1']);
  expect(readFileSync(file, 'utf8')).toBe(`web1 abc ${key}\nweb2 abc ${key}\n`);
});

test('what is added to /dev/null is known for the rest of the run', async () => {
  const store = open();
  await store.add('/dev/null', `web1 abc ${key}`, { hash: false });
  expect((await store.about(['/dev/null'], web)).keys).toHaveLength(1);
});
