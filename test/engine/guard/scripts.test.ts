import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  readlinkSync,
  existsSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { armScript } from '../../../src/engine/guard/arm-script.ts';
import { guardDirectory } from '../../../src/engine/guard/guard.ts';
import type { Guard } from '../../../src/engine/guard/guard.ts';
import { confirmScript, undoNowScript } from '../../../src/engine/guard/settle-scripts.ts';
import { sh } from '../../../src/shell.ts';
import type { Command } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { shells } from '../../support/run-fact.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();

describe.each(shells)('%s', (name, [shell = 'sh', ...words]) => {
  let count = 0;

  function run(script: Command): { readonly status: number | null; readonly stderr: string } {
    const done = spawnSync(shell, [...words, '-c', script.text], { encoding: 'utf8' });
    return { status: done.status, stderr: done.stderr };
  }

  /** A host with a file, a link, a tree, one name that is nothing yet, and state that lives in no file. */
  function setUp(seconds = 600): { readonly guard: Guard; readonly at: (path: string) => string } {
    count += 1;
    const directory = join(base, `${name}-${count}`.replaceAll(/[^\w-]/g, '_'));
    const host = hostPathsIn(directory);
    const at = (path: string): string => join(directory, path);
    writeFileSync(at('file'), 'old\n');
    chmodSync(at('file'), 0o640);
    symlinkSync('file', at('link'));
    mkdirSync(at('tree/below'), { recursive: true });
    writeFileSync(at("tree/below/it's here"), 'deep\n');
    writeFileSync(at('live'), 'kernel\n');
    const guard = {
      token: 'abcdefgh12345678',
      runtime: host.runtime,
      state: `${host.state}/rackwright`,
      units: host.units,
      seconds,
      protection: {
        paths: [at('file'), at('link'), at('tree'), at('new')],
        live: [{ title: 'the kernel', save: sh`cat ${at('live')}`, restore: sh`cat >${at('live')}` }],
        reload: [{ title: 'reload it', command: sh`echo reloaded >>${at('reloads')}` }],
      },
    };
    return { guard, at };
  }

  function change(at: (path: string) => string): void {
    writeFileSync(at('file'), 'new\n');
    chmodSync(at('file'), 0o600);
    rmSync(at('link'));
    mkdirSync(at('link'));
    rmSync(at('tree'), { recursive: true });
    writeFileSync(at('tree'), 'a file now');
    mkdirSync(at('new'));
    writeFileSync(at('live'), 'cut off\n');
  }

  function expectOld(at: (path: string) => string): void {
    expect(readFileSync(at('file'), 'utf8')).toBe('old\n');
    expect(statSync(at('file')).mode & 0o777).toBe(0o640);
    expect(readlinkSync(at('link'))).toBe('file');
    expect(readFileSync(at("tree/below/it's here"), 'utf8')).toBe('deep\n');
    expect(existsSync(at('new'))).toBe(false);
  }

  function expectNothingLeft(guard: Guard): void {
    expect(readdirSync(guard.state)).toEqual([]);
    expect(readdirSync(guard.units, { recursive: true })).toEqual([]);
  }

  test('undoes at once all that it has saved, and leaves nothing behind', () => {
    const { guard, at } = setUp();
    expect(run(armScript(guard))).toEqual({ status: 0, stderr: '' });
    expect(statSync(guardDirectory(guard)).mode & 0o777).toBe(0o700);
    change(at);
    expect(run(undoNowScript(guard, 1))).toEqual({ status: 0, stderr: '' });
    expectOld(at);
    expect(readFileSync(at('live'), 'utf8')).toBe('kernel\n');
    expect(readFileSync(at('reloads'), 'utf8')).toBe('reloaded\n');
    expectNothingLeft(guard);
  });

  test('keeps what is confirmed; nothing undoes it later', () => {
    const { guard, at } = setUp();
    run(armScript(guard));
    const undo = readFileSync(join(guardDirectory(guard), 'undo'), 'utf8');
    change(at);
    expect(run(confirmScript(guard))).toEqual({ status: 0, stderr: '' });
    expectNothingLeft(guard);
    expect(run({ text: `set -- timer\n${undo}` }).status).toBe(75);
    expect(readFileSync(at('file'), 'utf8')).toBe('new\n');
  });

  test('undoes by itself when nobody says anything, and then refuses the confirmation', async () => {
    const { guard, at } = setUp(1);
    run(armScript(guard));
    change(at);
    for (let tries = 0; tries < 100 && !existsSync(join(guardDirectory(guard), 'undone')); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expectOld(at);
    expect(run(confirmScript(guard)).status).toBe(75);
    // A step that was under way comes after all.
    writeFileSync(at('file'), 'late\n');
    expect(run(undoNowScript(guard, 1)).status).toBe(0);
    expectOld(at);
    expectNothingLeft(guard);
  });

  test('at boot puts back files only, also when an earlier try was cut off', () => {
    const { guard, at } = setUp();
    run(armScript(guard));
    change(at);
    const undo = readFileSync(join(guardDirectory(guard), 'undo'), 'utf8');
    // Killed in the middle: it has begun, and half of a copy lies there.
    run(sh`cd ${guardDirectory(guard)} && mv armed undoing && mkdir ${`${at('tree')}.rackwright-abcdefgh`}`);
    expect(run({ text: `set -- timer\n${undo}` }).status).toBe(75);
    expect(run({ text: `set -- boot\n${undo}` }).status).toBe(0);
    expectOld(at);
    expect(readFileSync(at('live'), 'utf8')).toBe('cut off\n');
    expect(existsSync(at('reloads'))).toBe(false);
    expect(existsSync(`${at('tree')}.rackwright-abcdefgh`)).toBe(false);
  });

  test('says what could not be put back, and does the rest all the same', () => {
    const { guard, at } = setUp();
    const broken: Guard = {
      ...guard,
      protection: {
        ...guard.protection,
        live: [{ title: 'the kernel', save: sh`cat ${at('live')}`, restore: sh`echo 'no such table' >&2; exit 3` }],
      },
    };
    run(armScript(broken));
    change(at);
    const end = run(undoNowScript(broken, 1));
    expect(end).toEqual({ status: 1, stderr: 'no such table\ncould not restore the kernel\n' });
    expectOld(at);
    // What was saved is kept for people.
    expect(existsSync(join(guardDirectory(broken), 'saved', '0'))).toBe(true);
  });

  test('refuses before anything is changed when it cannot save, and leaves nothing behind', () => {
    const { guard, at } = setUp();
    const broken: Guard = {
      ...guard,
      protection: { ...guard.protection, live: [{ title: 'the kernel', save: sh`false`, restore: sh`:` }] },
    };
    expect(run(armScript(broken))).toEqual({ status: 1, stderr: 'the kernel cannot be saved\n' });
    expect(existsSync(join(guard.state, 'guard'))).toBe(false);
    expect(readFileSync(at('file'), 'utf8')).toBe('old\n');
  });

  test('one change waits for its confirmation at a time', () => {
    const { guard } = setUp();
    run(armScript(guard));
    expect(run(armScript({ ...guard, token: 'second' }))).toEqual({
      status: 1,
      stderr: 'another change of this host still waits for its confirmation\n',
    });
    run(undoNowScript(guard, 1));
  });
});
