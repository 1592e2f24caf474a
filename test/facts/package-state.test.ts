import { describe, expect, test } from '@jest/globals';
import { packageState } from '../../src/facts/package-state.ts';
import { runFact, shells } from '../support/run-fact.ts';

describe.each(shells)('packageState through %s', (_, shell) => {
  test('tells installed, missing and virtual packages of this machine apart', () => {
    const [bash, missing, awk] = runFact(packageState, ['bash', 'no-such-package', 'awk'], shell);
    expect(bash).toMatchObject({ manager: 'apt', status: 'installed', held: false });
    expect(bash?.version).toMatch(/^5\./);
    expect(missing).toEqual({ manager: 'apt', status: 'absent', held: false, providedBy: [] });
    expect(awk?.providedBy).toContain('mawk');
  });

  test('takes names that would mean something to a shell or to awk as they are', () => {
    const names = ['g++', 'libstdc++6', "a'b", 'x=1', '$(id)', '-v', 'a\\tb'];
    expect(runFact(packageState, names, shell)).toHaveLength(names.length);
  });
});

const answer = [
  'apt',
  'package\tdpkg\tamd64\tii \t1.21.22',
  'package\tlibc6\ti386\tii \t2.36-1',
  'package\tlibc6\tamd64\tii \t2.36-9',
  'package\tnginx\tamd64\thi \t1.22.1-9',
  'package\told\tall\trc \t1.0',
  'package\tbroken\tamd64\tiF \t2.0',
  'package\tforeign\tarm64\tii \t3.0',
  'virtual\thttpd\tnginx',
].join('\n');

const read = (...names: readonly string[]) => packageState.parse(Buffer.from(`${answer}\n`), names);

test('prefers the host’s architecture, and takes another one when it is asked for', () => {
  expect(read('libc6', 'libc6:i386', 'libc6:arm64').map((each) => each.version)).toEqual([
    '2.36-9',
    '2.36-1',
    undefined,
  ]);
});

test('does not take a package of a foreign architecture for the host’s own', () => {
  expect(read('foreign', 'foreign:arm64', 'foreign:any').map((each) => each.status)).toEqual([
    'absent',
    'installed',
    'installed',
  ]);
});

test('knows packages on hold, leftover configuration and interrupted work', () => {
  expect(read('nginx', 'old', 'broken')).toMatchObject([
    { status: 'installed', held: true },
    { status: 'config-files', held: false },
    { status: 'unfinished', version: '2.0' },
  ]);
  expect(read('old')[0]).not.toHaveProperty('version');
});

test('names who provides a virtual package', () => {
  expect(read('httpd')[0]).toEqual({ manager: 'apt', status: 'absent', held: false, providedBy: ['nginx'] });
});

test('says which package manager a host has that cannot be driven', () => {
  expect(packageState.parse(Buffer.from('pacman\n'), ['nginx'])).toEqual([
    { manager: 'pacman', status: 'unreadable', held: false, providedBy: [] },
  ]);
});
