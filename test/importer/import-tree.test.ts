import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// fixtures/NAME/ansible is imported and compared with fixtures/NAME/expected. RACKWRIGHT_WRITE_GOLDEN=1 writes it anew; look at
// the difference.
const scratch = temporaryDirectory();
const fixtures = join(import.meta.dirname, 'fixtures');

describe.each(['site', 'limits'])('the Ansible tree %s', (name) => {
  test('becomes what is expected', async () => {
    const { directory } = await imported(name);
    const expected = join(fixtures, name, 'expected');
    if (process.env['RACKWRIGHT_WRITE_GOLDEN'] === '1') write(expected, read(directory));
    expect(read(directory)).toEqual(read(expected));
  });
});

test('what was converted is valid', async () => {
  const { directory } = await imported('site');
  rmSync(join(directory, 'group_vars/secret.yml'));
  expect(await validate(directory, 'hosts.ini')).toMatchObject({ code: 0, err: '' });
});

test('what was not converted is refused, each at its place', async () => {
  const { directory, end } = await imported('limits');
  writeFileSync(join(directory, 'hosts.ini'), 'web1 ansible_connection=local\n');
  const { code, err } = await validate(directory, 'hosts.ini');
  expect(code).toBe(2);
  const places = Array.from(err.matchAll(/^error\[([\w-]+)\] .*\/(tasks\/main.yml:\d+)/gm), ([, kind, place]) => [
    kind,
    place,
  ]);
  expect(places).toEqual([
    ['unknown-kind', 'tasks/main.yml:4'],
    ['not-converted', 'tasks/main.yml:9'],
    ['not-converted', 'tasks/main.yml:10'],
    ['old-form', 'tasks/main.yml:15'],
    ['unknown-argument', 'tasks/main.yml:21'],
    ['file-missing', 'tasks/main.yml:24'],
  ]);
  expect(end.out).toContain('| the module include_vars | 1 |');
});

test('a directory with something in it is left alone', async () => {
  const directory = mkdtempSync(join(scratch, 'x-'));
  writeFileSync(join(directory, 'mine'), '');
  const end = await runProgram(['import', 'ansible', join(fixtures, 'site/ansible'), '-o', '.'], { cwd: directory });
  expect(end).toMatchObject({ code: 2 });
  expect(end.err).toContain('is not empty');
  expect(readdirSync(directory)).toEqual(['mine']);
});

async function imported(name: string): Promise<{ readonly directory: string; readonly end: ProgramEnd }> {
  const directory = mkdtempSync(join(scratch, 'x-'));
  const end = await runProgram(['import', 'ansible', join(fixtures, name, 'ansible'), '-o', '.'], { cwd: directory });
  expect(end).toMatchObject({ code: 0, err: '' });
  return { directory, end };
}

function validate(directory: string, inventory: string): Promise<ProgramEnd> {
  return runProgram(['validate', 'site.yml', '-i', inventory], { cwd: directory });
}

function read(directory: string): Readonly<Record<string, string>> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(paths.map((path) => [relative(directory, path), readFileSync(path, 'utf8')]));
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
