import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { guardDirectory } from '../../../src/engine/guard/guard.ts';
import type { Guard } from '../../../src/engine/guard/guard.ts';
import { undoNowScript } from '../../../src/engine/guard/settle-scripts.ts';
import { trialScript } from '../../../src/engine/guard/trial-script.ts';
import type { SentStep } from '../../../src/engine/step-request.ts';
import type { Trial } from '../../../src/resource.ts';
import { sh } from '../../../src/shell.ts';
import type { Command } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let tree: string;
let guard: Guard;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  tree = join(directory, 'tree');
  const { runtime, state, units } = hostPathsIn(directory);
  mkdirSync(join(tree, 'old'), { recursive: true });
  writeFileSync(join(tree, 'a'), 'old');
  writeFileSync(join(tree, 'old/b'), 'old');
  const paths = [tree];
  guard = {
    runtime,
    state: join(state, 'rackwright'),
    units,
    seconds: 600,
    token: 'a'.repeat(32),
    protection: { paths },
  };
});

const quiet: Trial = { proofs: [], settledBy: 'host' };
const write = (name: string, text: string, more = {}): SentStep => ({
  type: 'write',
  path: join(tree, name),
  content: Buffer.from(text),
  ...more,
});

function run(
  trial: Trial,
  steps: readonly SentStep[],
  note?: { readonly script: Command; readonly applied?: Command },
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const { script, stdin } = trialScript(guard, trial, steps, note);
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script.text], { input: stdin, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

const read = (name: string): string => readFileSync(join(directory, name), { encoding: 'utf8', flag: 'a+' });
const files = (): readonly string[] => readdirSync(tree, { recursive: true }).map(String).toSorted();

function expectOld(): void {
  expect({ files: files(), a: read('tree/a'), b: read('tree/old/b') }).toEqual({
    files: ['a', 'old', 'old/b'],
    a: 'old',
    b: 'old',
  });
}

describe('the check of a copy', () => {
  test('sees what every kind of step would leave, and the steps see nothing of the copy', () => {
    const trial: Trial = {
      ...quiet,
      staged: {
        paths: [tree],
        check: sh`cd "$staged"${tree} && find . | sort >${join(directory, 'seen')}; cat sub/new a`,
      },
    };
    const steps: readonly SentStep[] = [
      { type: 'directory', path: join(tree, 'sub'), mode: '0750' },
      write('sub/new', 'new', { mode: '0755' }),
      { type: 'directory', path: join(tree, 'empty'), mode: '0755' },
      { type: 'remove', path: join(tree, 'old/b') },
      { type: 'remove', path: join(tree, 'old') },
      {
        type: 'run',
        title: 'count',
        command: sh`[ ! -e ${join(tree, 'old')} ] && cat >${join(directory, 'fed')}`,
        stdin: Buffer.from('fed'),
      },
      { type: 'run', title: 'sing', command: sh`cat >>${join(directory, 'fed')}; echo la >>${join(directory, 'fed')}` },
    ];
    expect(run(trial, steps)).toEqual({ status: 0, out: '', err: '' });
    expect(read('seen').trim().split('\n')).toEqual(['.', './a', './empty', './sub', './sub/new']);
    expect(files()).toEqual(['a', 'empty', 'sub', 'sub/new']);
    expect(statSync(join(tree, 'sub/new')).mode & 0o777).toBe(0o755);
    expect(statSync(join(tree, 'sub')).mode & 0o777).toBe(0o750);
    // Who is given no input must not get what belongs to others.
    expect(read('fed')).toBe('fedla\n');
  });

  test('that refuses says why, and nothing has been touched', () => {
    const trial: Trial = { ...quiet, staged: { paths: [tree], check: sh`echo 'line 3 is odd' >&2; exit 2` } };
    expect(run(trial, [write('a', 'new')])).toEqual({ status: 1, out: 'refused\n', err: 'line 3 is odd\n' });
    expectOld();
    expect(existsSync(guard.state)).toBe(true);
    expect(readdirSync(guard.state)).toEqual([]);
  });
});

describe('what is not done as a whole is not done at all', () => {
  test.each<[string, () => readonly SentStep[], RegExp]>([
    [
      'put the files in place',
      () => [write('a', 'new'), write('missing/c', 'new')],
      /the directory .*missing does not exist/,
    ],
    [
      'write',
      () => [write('a', 'new'), write('c', 'new', { validate: 'false %s' })],
      /the check refused the new content/,
    ],
    [
      'sing',
      () => [write('a', 'new'), { type: 'run', title: 'sing', command: sh`echo 'no voice' >&2; exit 1` }],
      /^no voice$/m,
    ],
  ])('could not %s', (title, steps, why) => {
    const { status, out, err } = run({ ...quiet, evidence: sh`echo 'the log'; echo 'and its errors' >&2` }, steps());
    expect({ status, end: out.split('\n') }).toEqual({
      status: 1,
      end: [expect.stringMatching(new RegExp(`^undone ${title}`)), 'the log', 'and its errors', ''],
    });
    expect(err).toMatch(why);
    expectOld();
    expect(readdirSync(guard.state)).toEqual([]);
  });

  test('a copy of the old content is kept where it is asked for', () => {
    expect(run(quiet, [write('a', 'new', { backup: true })]).status).toBe(0);
    expect(files()).toEqual(['a', expect.stringMatching(/^a\..*~$/), 'old', 'old/b']);
  });

  test('a note that cannot be made comes before the first step', () => {
    const note = { script: sh`echo 'it is full' >&2; exit 1`, applied: sh`:` };
    const { status, out, err } = run(
      quiet,
      [{ type: 'run', title: 'sing', command: sh`echo la >>${join(directory, 'fed')}` }],
      note,
    );
    expect({ status, end: out.split('\n')[0], err }).toEqual({
      status: 1,
      end: 'undone note what this notifies',
      err: 'it is full\n',
    });
    expect(read('fed')).toBe('');
    expectOld();
  });
});

describe('the last word', () => {
  const note = () => ({
    script: sh`echo noted >>${join(directory, 'told')}`,
    applied: sh`echo applied >>${join(directory, 'told')}`,
  });

  test('is the host’s: what was written is noted when all proofs hold', () => {
    const proofs = [
      { title: 'look at it', command: sh`[ "$(cat ${join(tree, 'a')})" = new ]` },
      { title: 'look again', command: sh`echo 'nobody reads this'` },
    ];
    expect(run({ ...quiet, proofs }, [write('a', 'new')], note())).toEqual({
      status: 0,
      out: 'now look at it\nnow look again\n',
      err: '',
    });
    expect(read('told')).toBe('noted\napplied\n');
    expect(readdirSync(guard.state)).toEqual([]);
  });

  test('or a new connection’s: until then nothing is noted as written, and all can still be undone', () => {
    expect(run({ proofs: [], settledBy: 'connection' }, [write('a', 'new')], note()).status).toBe(0);
    expect({ told: read('told'), a: read('tree/a') }).toEqual({ told: 'noted\n', a: 'new' });
    expect(existsSync(join(guardDirectory(guard), 'armed'))).toBe(true);
    // Contents that have been used do not lie there for longer than they must.
    expect(readdirSync(guardDirectory(guard))).not.toContain('input');
    expect(spawnSync('/bin/sh', ['-c', undoNowScript(guard, 1).text]).status).toBe(0);
    expectOld();
  });

  test('comes too late when the host has undone it meanwhile', () => {
    const proofs = [{ title: 'sleep', command: sh`/bin/sh ${guardDirectory(guard)}/undo timer` }];
    const { status, out, err } = run({ ...quiet, proofs }, [write('a', 'new')]);
    expect({ status, out, err }).toEqual({
      status: 1,
      out: 'now sleep\nundone settle it\n',
      err: expect.stringContaining('the host has undone it already\n'),
    });
    expectOld();
  });
});

test('where nothing can be kept nothing is tried', () => {
  writeFileSync(guard.state, 'in the way');
  const { status, out, err } = run(quiet, [write('a', 'new')]);
  expect({ status, out, last: err.trimEnd().split('\n').at(-1) }).toEqual({
    status: 1,
    out: 'refused\n',
    last: 'nothing can be kept on this host',
  });
  expectOld();
});

test('while another change waits for its confirmation this one is refused', () => {
  run({ proofs: [], settledBy: 'connection' }, []);
  const other = { ...guard, token: 'b'.repeat(32) };
  const { script, stdin } = trialScript(other, quiet, [write('a', 'new')], undefined);
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script.text], { input: stdin, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: 'refused\n',
    stderr: 'another change of this host still waits for its confirmation\n',
  });
  expectOld();
  expect(readdirSync(join(guard.state, 'guard'))).toEqual([guard.token]);
  spawnSync('/bin/sh', ['-c', undoNowScript(guard, 1).text]);
});
