import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { armScript } from '../../../src/engine/guard/arm-script.ts';
import { guardDirectory } from '../../../src/engine/guard/guard.ts';
import type { Guard } from '../../../src/engine/guard/guard.ts';
import { confirmScript, undoNowScript } from '../../../src/engine/guard/settle-scripts.ts';
import { unconfirmedScript } from '../../../src/engine/prelude/unconfirmed-script.ts';
import { sh } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let guard: Guard;
let count = 0;

/** A host with systemd, whose programs say how they were called and end with the status in `timers`. */
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  const { runtime, state, units } = hostPathsIn(directory);
  mkdirSync(join(runtime, 'systemd/system'), { recursive: true });
  mkdirSync(join(directory, 'bin'));
  for (const name of ['systemd-run', 'systemctl']) {
    writeFileSync(
      join(directory, 'bin', name),
      `#!/bin/sh\nprintf '%s\\n' ${name} "$@" >>${directory}/${name}\nexit "$(cat ${directory}/timers)"\n`,
    );
    chmodSync(join(directory, 'bin', name), 0o755);
  }
  edit('timers', '0');
  edit('file', 'old');
  guard = {
    token: 'abcdefgh12345678',
    runtime,
    state: join(state, 'rackwright'),
    units,
    seconds: 90,
    protection: { paths: [join(directory, 'file')] },
  };
});

const edit = (name: string, text: string): void => writeFileSync(join(directory, name), text);
const read = (name: string): string => readFileSync(join(directory, name), 'utf8');

function run(text: string): { readonly status: number | null; readonly stderr: string } {
  const env = { ...process.env, PATH: `${join(directory, 'bin')}:${process.env['PATH'] ?? ''}` };
  const { status, stderr } = spawnSync('/bin/sh', ['-c', text], { env, encoding: 'utf8' });
  return { status, stderr };
}

function expectNothingLeft(): void {
  expect({ kept: readdirSync(guard.state), units: readdirSync(guard.units, { recursive: true }).toSorted() }).toEqual({
    kept: [],
    units: ['sysinit.target.wants'],
  });
}

test('what systemd is told to run after the time is over puts back what was there', () => {
  expect(run(armScript(guard).text)).toEqual({ status: 0, stderr: '' });
  edit('file', 'new');
  const [, ...words] = read('systemd-run').trimEnd().split('\n');
  const end = words.indexOf('--');
  expect(words.slice(0, end).toSorted()).toEqual([
    '--collect',
    '--on-active=90s',
    '--quiet',
    '--timer-property=AccuracySec=100ms',
    '--unit=rackwright-guard-abcdefgh12345678',
  ]);
  const [program = '', ...args] = words.slice(end + 1);
  expect(spawnSync(program, args).status).toBe(0);
  expect(read('file')).toBe('old');
});

test('the next boot puts back what nobody has confirmed, before anybody can be locked out', () => {
  run(armScript(guard).text);
  edit('file', 'new');
  const unit = join('units', 'rackwright-guard.service');
  expect(statSync(join(directory, unit)).mode & 0o777).toBe(0o644);
  expect(readFileSync(join(guard.units, 'sysinit.target.wants/rackwright-guard.service'), 'utf8')).toBe(read(unit));
  const settings = new Map(
    read(unit)
      .split('\n')
      .map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')]),
  );
  expect(settings.get('Before')?.split(' ')).toEqual(
    expect.arrayContaining(['network-pre.target', 'ssh.service', 'sshd.service', 'ufw.service', 'networking.service']),
  );
  expect(settings.get('RequiresMountsFor')?.split(' ')).toContain(guard.state);
  expect({ type: settings.get('Type'), wantedBy: settings.get('WantedBy') }).toEqual({
    type: 'oneshot',
    wantedBy: 'sysinit.target',
  });
  // systemd takes `$$` for a dollar.
  expect(run((settings.get('ExecStart') ?? '').replaceAll('$$', '$')).status).toBe(0);
  expect(read('file')).toBe('old');
});

test('a confirmed change has neither timer nor unit any more', () => {
  run(armScript(guard).text);
  expect(run(confirmScript(guard).text).status).toBe(0);
  expect(read('systemctl')).toBe('systemctl\nstop\nrackwright-guard-abcdefgh12345678.timer\n');
  expectNothingLeft();
});

test('neither has one that was undone at our word', () => {
  run(armScript(guard).text);
  edit('file', 'new');
  expect(run(undoNowScript(guard, 1).text)).toEqual({ status: 0, stderr: '' });
  expect(read('systemctl')).toBe('systemctl\nstop\nrackwright-guard-abcdefgh12345678.timer\n');
  expectNothingLeft();
});

test('nor one that a dead run has left', () => {
  run(armScript(guard).text);
  edit('file', 'new');
  const { runtime, units } = guard;
  const paths = { runtime, units, state: join(directory, 'var-lib') };
  expect(run(sh`_own=1\n${unconfirmedScript(paths)}`.text).status).toBe(0);
  expect(read('file')).toBe('old');
  expect(read('systemctl')).toBe('systemctl\nstop\nrackwright-guard-abcdefgh12345678.timer\n');
  expect(readdirSync(join(guard.state, 'guard'))).toEqual([]);
});

test('without a timer nothing may be changed, and nothing is left behind', () => {
  edit('timers', '1');
  expect(run(armScript(guard).text)).toEqual({ status: 1, stderr: 'no timer can be started\n' });
  expectNothingLeft();
});

test('nor without a unit for the next boot', () => {
  rmSync(guard.units, { recursive: true });
  const { status, stderr } = run(armScript(guard).text);
  expect({ status, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({
    status: 1,
    last: 'no unit for the next boot can be made',
  });
  expect(existsSync(guardDirectory(guard))).toBe(false);
  expect(existsSync(join(directory, 'systemd-run'))).toBe(false);
});
