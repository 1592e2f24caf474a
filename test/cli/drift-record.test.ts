import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

function project(): {
  readonly cwd: string;
  readonly verify: (...words: readonly string[]) => Promise<ProgramEnd>;
} {
  const cwd = mkdtempSync(join(root, 'drift-'));
  writeFiles(cwd, {
    'hosts.yml': 'all: {vars: {ansible_connection: local}, hosts: {one: {}}}\n',
    'site.yml': `- hosts: all\n  tasks:\n    - copy: {content: "x", dest: ${cwd}/wanted}\n`,
  });
  const words = ['-i', 'hosts.yml', '--record', 'drift.jsonl'];
  return { cwd, verify: (...more) => runProgram(['verify', 'site.yml', ...words, ...more], { cwd }) };
}

test('each verify adds its result to a file', async () => {
  const { cwd, verify } = project();
  expect((await verify()).code).toBe(4);
  await runProgram(['run', 'site.yml', '-i', 'hosts.yml'], { cwd });
  expect((await verify()).code).toBe(0);
  const lines = readFileSync(join(cwd, 'drift.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { readonly hosts: unknown }).hosts)).toEqual([
    { one: 1 },
    { one: 0 },
  ]);
});

test('a file that is something else is not added to', async () => {
  const { cwd, verify } = project();
  writeFiles(cwd, { 'drift.jsonl': 'all: {}\n' });
  const { code, err } = await verify();
  expect(code).toBe(2);
  expect(err).toMatch(/--record: line 1 of .* is no result of verify/);
  expect(readFileSync(join(cwd, 'drift.jsonl'), 'utf8')).toBe('all: {}\n');
});
