import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fetch } from '../../src/actions/fetch.ts';
import type { Host } from '../../src/host.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { askGuard, performAction } from '../support/perform-action.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
let host: Host;
let at: string;
let source: string;
beforeAll(async () => {
  host = await connectLocal({ name: 'here' });
});
afterAll(() => host.close());
let count = 0;
beforeEach(() => {
  at = join(root, `case ${(count += 1)}`);
  source = join(at, 'on host', "it's");
  mkdirSync(join(at, 'on host'), { recursive: true });
  mkdirSync(join(at, 'out'));
});

const to = (name = 'web1', path = join(at, 'out')): { readonly path: string; readonly host: string } => ({
  path,
  host: name,
});

test('a file comes whole, whatever is in it, under its host and path, for the user alone', async () => {
  const content = Buffer.alloc(9_000_001, 'a\0\xff\n');
  writeFileSync(source, content);
  const args = { src: source, dest: to() };
  expect(await askGuard(fetch, args, host)).toEqual({ needed: true });
  const file = join(at, 'out', 'web1', source);
  const checksum = createHash('sha256').update(content).digest('hex');
  expect(await performAction(fetch, args, host)).toMatchObject({
    changed: true,
    result: { dest: file, checksum, size: content.length },
  });
  expect(readFileSync(file).equals(content)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await askGuard(fetch, args, host)).toEqual({ needed: false, why: `${file} is the same` });
  writeFileSync(file, 'other');
  expect(await askGuard(fetch, args, host)).toEqual({ needed: true });
});

test('flat: the file itself, or into a directory', async () => {
  writeFileSync(source, 'x');
  await performAction(fetch, { src: source, dest: to('w', join(at, 'out', 'one')), flat: true }, host);
  await performAction(fetch, { src: source, dest: to('w', `${join(at, 'out', 'sub')}/`), flat: true }, host);
  expect(readdirSync(join(at, 'out'), { recursive: true }).sort()).toEqual(['one', 'sub', "sub/it's"]);
});

describe('nothing leaves the destination', () => {
  test.each(['../../etc', '..', '.', '', 'a/b', 'a\\b', 'a\0b'])('the host calls itself %j', (name) => {
    expect(() => fetch.bind({ src: '/etc/motd', dest: to(name) })).toThrow('cannot be the name');
  });

  test.each(['/a/../../b', '/..', '/a/./b', '/', 'etc/motd', '~/x', '/a\nb'])('the path is %j', (src) => {
    expect(() => fetch.bind({ src, dest: to() })).toThrow();
  });

  test('a link in place of a directory is not followed', async () => {
    writeFileSync(source, 'x');
    mkdirSync(join(at, 'precious'));
    symlinkSync(join(at, 'precious'), join(at, 'out', 'web1'));
    await expect(performAction(fetch, { src: source, dest: to() }, host)).rejects.toThrow('not a directory');
    expect(readdirSync(join(at, 'precious'))).toEqual([]);
  });

  test('a link in place of the file is replaced', async () => {
    writeFileSync(source, 'x');
    writeFileSync(join(at, 'precious'), 'y');
    symlinkSync(join(at, 'precious'), join(at, 'out', 'one'));
    const args = { src: source, dest: to('w', join(at, 'out', 'one')), flat: true };
    expect(await askGuard(fetch, args, host)).toEqual({ needed: true });
    await performAction(fetch, args, host);
    expect([readFileSync(join(at, 'precious'), 'utf8'), readFileSync(join(at, 'out', 'one'), 'utf8')]).toEqual([
      'y',
      'x',
    ]);
  });

  test('a value from the host does not lead out of the written directory', async () => {
    writeFiles(at, {
      'hosts.ini': 'one ansible_connection=local\n',
      'site.yml': `
- hosts: one
  gather_facts: false
  tasks:
    - command: {cmd: "echo ../../away", always: true}
      register: said
    - fetch: {src: "${source}", dest: "out/{{ said.stdout }}", flat: true}
    `,
    });
    writeFileSync(source, 'x');
    const end = await runProgram(['run', 'site.yml', '-i', 'hosts.ini'], { cwd: at });
    expect(end.code).toBe(1);
    expect(JSON.stringify(end.events)).toContain('was given a value that holds');
    expect(existsSync(join(root, 'away'))).toBe(false);
  });
});

test('what is too big is refused before it travels, and while it travels', async () => {
  writeFileSync(source, Buffer.alloc(1024 * 1024 + 1));
  const args = { src: source, dest: to(), max_mb: 1 };
  await expect(askGuard(fetch, args, host)).rejects.toThrow('more than the 1048576');
  await expect(performAction(fetch, args, host)).rejects.toThrow('more than the 1048576');
  expect(
    readdirSync(join(at, 'out'), { recursive: true }).filter((name) => String(name).includes('.rackwright')),
  ).toEqual([]);
});

test('a missing file fails, or is nothing to fetch; a directory always fails', async () => {
  const args = { src: join(at, 'none'), dest: to() };
  await expect(askGuard(fetch, args, host)).rejects.toThrow('the host has no');
  expect(await askGuard(fetch, { ...args, fail_on_missing: false }, host)).toMatchObject({ needed: false });
  await expect(askGuard(fetch, { ...args, src: at }, host)).rejects.toThrow('not a file');
});

test('a plan says that it would be fetched, writes nothing, and a converged verify is clean', async () => {
  writeFileSync(source, 'x');
  writeFiles(at, {
    'hosts.ini': 'one ansible_connection=local\n',
    'site.yml': `- {hosts: one, gather_facts: false, tasks: [{fetch: {src: "${source}", dest: out}}]}\n`,
  });
  const go = (command: string): ReturnType<typeof runProgram> =>
    runProgram([command, 'site.yml', '-i', 'hosts.ini'], { cwd: at });
  const plan = await go('plan');
  expect(plan.events.flatMap((each) => (each.type === 'task.finished' ? [each.outcome.status] : []))).toEqual([
    'would-change',
  ]);
  expect(readdirSync(join(at, 'out'))).toEqual([]);
  expect((await go('verify')).code).toBe(4);
  expect((await go('run')).code).toBe(0);
  expect(readFileSync(join(at, 'out', 'one', source), 'utf8')).toBe('x');
  expect((await go('verify')).code).toBe(0);
});
