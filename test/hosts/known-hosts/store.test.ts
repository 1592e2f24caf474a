import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createKnownHostsStore } from '../../../src/hosts/known-hosts/store.ts';

const key = Buffer.concat([Buffer.from([0, 0, 0, 3]), Buffer.from('abc')]).toString('base64');
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
  writeFileSync(file, `a abc ${key}\n`);
  writeFileSync(`${file}2`, `b abc ${key}\n`);
  const lines = await open().read([`${file}2`, join(directory, 'none'), file, file]);
  expect(lines.map((line) => line.names)).toEqual(['b', 'a']);
  expect(warnings).toEqual([]);
});

test('a broken line is said once, with its place', async () => {
  writeFileSync(file, `a abc ${key}\nnonsense\n`);
  const store = open();
  await store.read([file]);
  await store.read([file]);
  expect(warnings).toEqual([`${file}:2: a name, a key type or a key is missing; the line is ignored`]);
});

test('a file that cannot be read is warned about', async () => {
  expect(await open().read([directory])).toEqual([]);
  expect(warnings[0]).toMatch(/cannot be read, so its host keys are unknown: EISDIR/);
});

test('an added line is on disk and in memory', async () => {
  const store = open();
  await Promise.all([
    store.add(file, `a abc ${key}`, { hash: false }),
    store.add(file, `b abc ${key}`, { hash: false }),
  ]);
  expect((await store.read([file])).map((line) => line.names)).toEqual(['a', 'b']);
  expect(readFileSync(file, 'utf8')).toBe(`a abc ${key}\nb abc ${key}\n`);
});

test('what is added to /dev/null is known for the rest of the run', async () => {
  const store = open();
  await store.add('/dev/null', `a abc ${key}`, { hash: false });
  expect(await store.read(['/dev/null'])).toHaveLength(1);
});
