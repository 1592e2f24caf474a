import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stepRequest } from '../../src/engine/step-request.ts';
import type { Step } from '../../src/resource.ts';
import { sh } from '../../src/shell.ts';
import { performStep } from '../support/perform-step.ts';
import type { Performed } from '../support/perform-step.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

type Write = Extract<Step, { readonly type: 'write' }>;

const root = temporaryDirectory();
const place = join(root, "it's a place");
const path = join(place, 'app.conf');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const mode = (file: string): string => (statSync(file).mode & 0o7777).toString(8);
const isRoot = process.getuid?.() === 0;

beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
});

describe.each(toolSets(root))('$title', (tools) => {
  const write = (step: Partial<Write> = {}, options = {}): Performed =>
    performStep({ type: 'write', path, content: bytes('new\n'), ...step }, tools, options);
  const done = { status: 0, stderr: '' };
  const refusedWith = (reason: string): unknown => ({ status: 1, stderr: expect.stringContaining(`: ${reason}`) });
  const onlyTheOldFile = (): void => {
    expect(readdirSync(place)).toEqual(['app.conf']);
    expect(readFileSync(path, 'utf8')).toBe('old\n');
  };

  test('a new file gets its content and 0644', () => {
    expect(write()).toEqual(done);
    expect([readFileSync(path, 'utf8'), mode(path), readdirSync(place)]).toEqual(['new\n', '644', ['app.conf']]);
  });

  test('any bytes arrive under any name', () => {
    const name = fc
      .string({
        unit: fc.constantFrom("'", '"', ' ', '-', '$', '`', '\\', '*', 'ä', ';', '%', '\t'),
        minLength: 1,
        maxLength: 20,
      })
      .map((text) => `-${text}`);
    fc.assert(
      fc.property(name, fc.uint8Array({ maxLength: 300 }), (file, content) => {
        expect(write({ path: join(place, file), content })).toEqual(done);
        expect([...readFileSync(join(place, file))]).toEqual([...content]);
      }),
      { numRuns: 10 },
    );
  });

  test('an existing file is replaced by another one that keeps its mode and owner', () => {
    writeFileSync(path, 'old\n');
    if (isRoot) chownSync(path, 4711, 4712);
    chmodSync(path, 0o4750);
    const old = statSync(path);
    expect(write()).toEqual(done);
    const { mode, uid, gid, ino } = statSync(path);
    expect({ mode, uid, gid }).toEqual({ mode: old.mode, uid: old.uid, gid: old.gid });
    expect(ino).not.toBe(old.ino);
  });

  test('mode, owner and group are set before the file can be seen', () => {
    const [uid, gid] = isRoot ? [4711, 4712] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
    expect(write({ mode: '2640', owner: String(uid), group: String(gid) })).toEqual(done);
    expect(statSync(path)).toMatchObject({ uid, gid });
    expect(mode(path)).toBe('2640');
    expect(write({ group: String(process.getgid?.()) })).toEqual(done);
    expect(statSync(path)).toMatchObject({ uid, gid: process.getgid?.() });
  });

  test('an owner that does not exist leaves everything as it was', () => {
    writeFileSync(path, 'old\n');
    expect(write({ owner: 'no-such-user' })).toEqual(refusedWith('the owner cannot be set'));
    onlyTheOldFile();
  });

  test('a link stays and what it points to is written', () => {
    mkdirSync(join(place, 'real'));
    symlinkSync('real/file', path);
    expect(write()).toEqual(done);
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(place, 'real/file'), 'utf8')).toBe('new\n');
    expect(readdirSync(join(place, 'real'))).toEqual(['file']);
  });

  test.each(['file', 'directory', 'nothing'])('a link to a %s is replaced when that is wanted', (type) => {
    if (type === 'directory') mkdirSync(join(place, 'real'));
    if (type === 'file') writeFileSync(join(place, 'real'), 'old\n', { mode: 0o600 });
    symlinkSync('real', path);
    expect(write({ link: 'replace' })).toEqual(done);
    expect(lstatSync(path).isFile()).toBe(true);
    expect(mode(path)).toBe('644');
    if (type === 'file') expect(readFileSync(join(place, 'real'), 'utf8')).toBe('old\n');
    if (type === 'directory') expect(readdirSync(join(place, 'real'))).toEqual([]);
  });

  test.each([undefined, 'replace' as const])('directories and pipes are not replaced (link: %s)', (link) => {
    const how = link === undefined ? {} : { link };
    mkdirSync(path);
    expect(write(how)).toEqual(refusedWith('is a directory'));
    execFileSync('mkfifo', [join(place, 'pipe')]);
    expect(write({ path: join(place, 'pipe'), ...how })).toEqual(refusedWith('is not a regular file'));
    expect(readdirSync(path)).toEqual([]);
    expect(readdirSync(place)).toEqual(['app.conf', 'pipe']);
  });

  test('a missing directory is named', () => {
    const result = write({ path: join(place, 'missing/file') });
    expect(result).toEqual(refusedWith(`the directory ${place}/missing does not exist`));
  });

  test('what a check refuses is not installed', () => {
    writeFileSync(path, 'old\n');
    const validate = 'grep -q old %s || { echo "line 1: syntax error"; exit 3; }';
    const result = write({ validate, backup: true });
    expect(result).toEqual(refusedWith('the check refused the new content; the old one is intact'));
    expect(result.stderr).toContain('line 1: syntax error');
    onlyTheOldFile();
  });

  test('a check that is killed has not judged, and nothing is installed', () => {
    writeFileSync(path, 'old\n');
    const killed = write({ validate: 'kill -9 $$; : %s' });
    expect(killed).toEqual(refusedWith('the check was killed by signal 9 before it could judge'));
    onlyTheOldFile();
  });

  test('a check may put the name into quotes, and sees the file as it will be', () => {
    const validate = `grep -q new "%s" && test $(stat -c %a %s) = 640 && grep -q new '%s'`;
    expect(write({ validate, mode: '0640' })).toEqual(done);
  });

  test('a check cannot read the connection, and a broken one breaks nothing else', () => {
    expect(write({ validate: 'test -z "$(cat)" && : %s' })).toEqual(done);
    expect(write({ validate: '%s ) ; (' })).toEqual(refusedWith('the check refused the new content'));
  });

  test('the old content is kept beside the new one', () => {
    writeFileSync(path, 'old\n', { mode: 0o600 });
    expect(write({ backup: true })).toEqual(done);
    const [, copy = ''] = readdirSync(place);
    expect(copy).toMatch(/^app\.conf\.\d{4}-\d\d-\d\dT\d{6}~$/);
    expect([readFileSync(join(place, copy), 'utf8'), mode(join(place, copy))]).toEqual(['old\n', '600']);
  });

  test('content that was cut on its way is not installed', () => {
    writeFileSync(path, 'old\n');
    expect(write({}, { stdin: bytes('ne') })).toEqual(refusedWith('the new content did not arrive whole'));
    onlyTheOldFile();
  });

  test('a full disk leaves the old content', () => {
    writeFileSync(path, 'old\n');
    const result = write({ content: new Uint8Array(100_000) }, { before: 'ulimit -f 8' });
    expect(result).toEqual(refusedWith('the new content cannot be written; the old one is intact'));
    onlyTheOldFile();
  });

  test('being killed leaves the old content and nothing else', async () => {
    writeFileSync(path, 'old\n');
    const { script } = stepRequest({ type: 'write', path, content: bytes('new\n') });
    const [program = 'sh', ...words] = tools.shell;
    const child = spawn(program, [...words, '-c', script.text], {
      env: { ...process.env, ...tools.environment },
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.write('n');
    const arrived = (): boolean => readdirSync(place).some((name) => statSync(join(place, name)).size === 1);
    while (!arrived()) await new Promise((resolve) => setTimeout(resolve, 10));
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await once(child, 'close');
    onlyTheOldFile();
  });

  describe('removing', () => {
    const remove = (target: string, more: { readonly recursive?: boolean } = {}): Performed =>
      performStep({ type: 'remove', path: join(place, target), ...more }, tools);

    test('files, empty directories and what is not there', () => {
      writeFileSync(join(place, '-file'), '');
      mkdirSync(join(place, 'empty'));
      expect([remove('-file'), remove('empty'), remove('missing')]).toEqual([done, done, done]);
      expect(readdirSync(place)).toEqual([]);
    });

    test('a link goes and what it points to stays', () => {
      mkdirSync(join(place, 'real'));
      writeFileSync(join(place, 'real/file'), '');
      symlinkSync('real', join(place, 'link'));
      expect(remove('link', { recursive: true })).toEqual(done);
      expect(existsSync(join(place, 'real/file'))).toBe(true);
    });

    test('a directory with something in it goes only when that is said', () => {
      mkdirSync(join(place, 'full/sub'), { recursive: true });
      expect(remove('full').status).not.toBe(0);
      expect(existsSync(join(place, 'full/sub'))).toBe(true);
      expect(remove('full', { recursive: true })).toEqual(done);
      expect(readdirSync(place)).toEqual([]);
    });
  });
});

test('a command travels as it is, with what it says about itself', () => {
  const command = sh`apt-get install nginx`;
  expect(stepRequest({ type: 'run', title: 'install nginx', command })).toEqual({
    script: command,
    form: 'task',
    confidential: true,
  });
  const more = { stdin: bytes('y\n'), timeoutMs: 1000, onDisconnect: 'finish' as const };
  expect(stepRequest({ type: 'run', title: 'install nginx', command, ...more })).toEqual({
    script: command,
    form: 'task',
    confidential: true,
    ...more,
  });
});

test('a write has a limit that grows with its size', () => {
  const limit = (size: number): number =>
    stepRequest({ type: 'write', path, content: new Uint8Array(size) }).timeoutMs ?? 0;
  expect(limit(0)).toBe(600_000);
  expect(limit(5_000_000)).toBe(700_000);
});
