import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { armScript } from '../../../src/engine/guard/arm-script.ts';
import type { Guard } from '../../../src/engine/guard/guard.ts';
import type { HostPaths } from '../../../src/engine/host-paths.ts';
import { appliedScript } from '../../../src/engine/prelude/applied-script.ts';
import { ownPlaces } from '../../../src/engine/prelude/own-places.ts';
import { owedScript } from '../../../src/engine/prelude/owed-script.ts';
import { preludeFor } from '../../../src/engine/prelude/prelude.ts';
import {
  keepReceipts,
  settleReceipts,
  tellReceipts,
  tellRunning,
} from '../../../src/engine/prelude/receipts-script.ts';
import { unconfirmedScript } from '../../../src/engine/prelude/unconfirmed-script.ts';
import type { RunMode } from '../../../src/reporter.ts';
import { sh } from '../../../src/shell.ts';
import type { Command } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { shells } from '../../support/run-fact.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();

describe.each(shells)('under %s', (name, [shell, ...words]) => {
  let directory: string;
  let paths: HostPaths;
  let keep: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    directory = join(base, `${name}-${count}`.replaceAll(/[^\w-]/g, '_'));
    paths = hostPathsIn(directory);
    keep = join(paths.state, 'rackwright');
    mkdirSync(keep);
  });

  const run = (...scripts: readonly Command[]): string => {
    const text = ['umask 077', ownPlaces(paths).text, ...scripts.map((each) => each.text)].join('\n');
    const { stdout, stderr } = spawnSync(shell, [...words, '-c', text], {
      encoding: 'utf8',
      env: { ...process.env, HOME: directory, XDG_STATE_HOME: '' },
    });
    expect(stderr).toBe('');
    return stdout;
  };
  const edit = (path: string, text: string): void => {
    mkdirSync(join(keep, path, '..'), { recursive: true });
    writeFileSync(join(keep, path), text);
  };

  test('what is owed and what was applied is told as it is noted, and nothing where there is none', () => {
    expect(run(owedScript, appliedScript, tellReceipts, settleReceipts)).toBe('');
    edit('owed/aa', '{"a": "%s \\n $HOME"}\nsecond line\n');
    edit('applied/bb', '{"b":1}\nmade\n');
    edit('applied/cc', '{"c":1}\nmaid\n');
    edit('applied/dd', '{"d":1}');
    expect(run(owedScript, appliedScript).split('\n')).toEqual([
      'owed aa {"a": "%s \\n $HOME"}',
      'applied bb made {"b":1}',
      'applied cc - {"c":1}',
      'applied dd - {"d":1}',
      '',
    ]);
  });

  test('a receipt that is being written is left alone; who has the lock knows that nobody writes any more', () => {
    edit('receipts/1.1', '');
    edit('receipts/1.2', 'running\ngrow\n');
    expect(run(tellReceipts, settleReceipts)).toBe('');
    expect(readdirSync(join(keep, 'receipts'))).toEqual(['1.1', '1.2']);
    expect(run(sh`_own=1`, settleReceipts)).toBe('receipt \t\t\t\nreceipt running\tgrow\t\t\n');
    expect(existsSync(join(keep, 'receipts'))).toBe(false);
  });

  test('a receipt is kept for its user alone, told, and then cleared away', () => {
    run(keepReceipts("anna's run"), sh`_receipt 7 'ended 3' 'play all: grow'`);
    const [file = ''] = readdirSync(join(keep, 'receipts'));
    expect(file).toMatch(/^\d+\.7$/);
    expect(statSync(join(keep, 'receipts', file)).mode & 0o777).toBe(0o600);
    const line = /^receipt ended 3\tplay all: grow\tanna's run\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/;
    expect(run(tellReceipts)).toMatch(line);
    expect(run(sh`_own=1`, settleReceipts)).toMatch(line);
    expect(existsSync(join(keep, 'receipts'))).toBe(false);
  });

  test('what is said to be running stays told while its run may still have the lock', () => {
    edit('receipts/1.1', 'running\ngrow\nanna\nnow\n');
    edit('receipts/1.2', 'killed\nshrink\nanna\nnow\n');
    expect(run(tellRunning)).toBe('left grow\n');
    expect(run(sh`_own=`, settleReceipts)).toBe(
      'receipt running\tgrow\tanna\tnow\nreceipt killed\tshrink\tanna\tnow\n',
    );
    expect(readdirSync(join(keep, 'receipts'))).toEqual(['1.1']);
    run(sh`_own=1`, settleReceipts);
    expect(existsSync(join(keep, 'receipts'))).toBe(false);
  });

  test('places are the host’s where one may write, and at home otherwise', () => {
    const told = sh`echo "$_keep $_lock"`;
    expect(run(told)).toBe(`${keep} ${join(paths.runtime, 'rackwright')}\n`);
    paths = { ...paths, state: '/nonexistent', runtime: '/nonexistent' };
    const home = join(directory, '.local/state/rackwright');
    expect(run(told)).toBe(`${home} ${home}\n`);
    expect(run(sh`XDG_STATE_HOME=/state`, ownPlaces(paths), told)).toBe('/state/rackwright /state/rackwright\n');
  });

  describe('what a dead run has left unconfirmed', () => {
    const guardOf = (): Guard => ({
      ...{ token: 'abcdefgh12345678', runtime: paths.runtime, state: keep, units: paths.units, seconds: 600 },
      protection: { paths: [join(directory, 'file')] },
    });
    const arm = (): void => {
      writeFileSync(join(directory, 'file'), 'old');
      run(armScript(guardOf()));
      writeFileSync(join(directory, 'file'), 'new');
    };
    const file = (): string => readFileSync(join(directory, 'file'), 'utf8');

    test('is put back, told, and cleared away with all that was kept', () => {
      arm();
      mkdirSync(join(keep, 'guard', 'never-armed'));
      mkdirSync(join(keep, 'kept', 'x'), { recursive: true });
      expect(run(sh`_own=1`, unconfirmedScript(paths))).toBe('undone 0\n');
      expect(file()).toBe('old');
      expect({ keep: readdirSync(keep), guard: readdirSync(join(keep, 'guard')) }).toEqual({
        keep: ['guard'],
        guard: [],
      });
    });

    test('is somebody else’s while that has the lock', () => {
      arm();
      mkdirSync(join(keep, 'guard', 'never-armed'));
      mkdirSync(join(keep, 'kept'));
      expect(run(sh`_own=`, unconfirmedScript(paths))).toBe('');
      expect(file()).toBe('new');
      expect(readdirSync(join(keep, 'guard')).toSorted()).toEqual(['abcdefgh12345678', 'never-armed']);
      expect(existsSync(join(keep, 'kept'))).toBe(true);
      run(sh`_own=1`, unconfirmedScript(paths));
    });

    test('and cannot be put back as a whole is kept for people', () => {
      mkdirSync(join(keep, 'guard/odd'), { recursive: true });
      writeFileSync(join(keep, 'guard/odd/undo'), `echo 1 >${join(keep, 'guard/odd/result')}\n`);
      expect(run(sh`_own=1`, unconfirmedScript(paths))).toBe('undone 1\n');
      writeFileSync(join(keep, 'guard/odd/undo'), ':\n');
      writeFileSync(join(keep, 'guard/odd/result'), '');
      expect(run(sh`_own=1`, unconfirmedScript(paths)).trim()).toMatch(/^undone/);
      expect(readdirSync(join(keep, 'guard'))).toEqual(['odd']);
    });
  });

  test.each<[RunMode, boolean, readonly string[]]>([
    ['run', false, ['owed', 'receipt']],
    ['run', true, ['applied', 'owed', 'receipt']],
    ['plan', false, ['applied', 'owed', 'receipt']],
  ])('all of it together, in a %s that tells what was applied: %s', (mode, tells, kinds) => {
    edit('owed/aa', 'x\n');
    edit('applied/bb', 'x\nmade\n');
    edit('receipts/1.1', 'killed\nshrink\nanna\nnow\n');
    const lock = { token: '00', who: 'anna', waitSeconds: 0, breaks: false, tells };
    const findings = { owed: () => undefined, applied: () => undefined, warn: () => undefined };
    const { script } = preludeFor(mode, paths, lock, findings);
    expect(
      run(script)
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(kinds);
    // A plan leaves everything as it is.
    expect(existsSync(join(keep, 'receipts/1.1'))).toBe(mode === 'plan');
    expect(existsSync(join(paths.runtime, 'rackwright/lock'))).toBe(mode === 'run');
  });
});
