import { describe, expect, test } from '@jest/globals';
import { hasKnownEffect, isPlain, TouchedPaths } from '../../src/engine/touched-paths.ts';
import type { Step } from '../../src/resource.ts';
import { sh } from '../../src/shell.ts';

const write = (path: string, more = {}): Step => ({ type: 'write', path, content: new Uint8Array(), ...more });
const make = (path: string): Step => ({ type: 'directory', path, mode: '0755' });
const run = (touches?: readonly string[]): Step => ({
  type: 'run',
  title: 'x',
  command: sh`:`,
  ...(touches !== undefined && { touches }),
});
const reading = (...paths: readonly string[]) => ({ paths: new Set(paths), anything: false });

describe('what steps leave true', () => {
  const touched = (...steps: readonly Step[]): TouchedPaths => {
    const all = new TouchedPaths();
    all.add(steps);
    return all;
  };

  test.each<[string, Step, string, boolean]>([
    ['a file that was written', write('/srv/a'), '/srv/a', false],
    ['its directory', write('/srv/a'), '/srv', false],
    ['the root', write('/srv/a'), '/', false],
    ['its neighbour', write('/srv/a'), '/srv/b', true],
    ['what has its name for a beginning', write('/srv/a'), '/srv/ab', true],
    ['what lies below what was removed', { type: 'remove', path: '/srv/a' }, '/srv/a/b/c', false],
    ['the directory that was made', make('/srv/a'), '/srv/a', false],
    ['what could lie in a directory that was made: nothing before, nothing after', make('/srv/a'), '/srv/a/b', true],
    ['what a command says it changes', run(['/etc/group']), '/etc/group', false],
    ['and nothing else', run(['/etc/group']), '/etc/passwd', true],
    ['anything, when it changes nothing', run([]), '/etc', true],
  ])('%s', (_what, step, path, isLeft) => {
    expect(touched(step).leaves(reading(path))).toBe(isLeft);
  });

  test('a reading that may depend on anything is left by nothing but nothing', () => {
    const anything = { paths: new Set<string>(), anything: true };
    expect(touched().leaves(anything)).toBe(true);
    expect(touched(write('/srv/a')).leaves(anything)).toBe(false);
  });

  test('one path that is concerned is enough', () => {
    expect(touched(write('/srv/a')).leaves(reading('/x', '/srv/a'))).toBe(false);
    expect(touched(write('/srv/a'), make('/srv/d')).all).toEqual(['/srv/a', '/srv/d']);
  });
});

describe('an effect is known', () => {
  test.each<[Step, boolean]>([
    [write('/srv/a'), true],
    [write('/srv/../a'), false],
    [write('/srv/a', { validate: 'x %s' }), false],
    [write('/srv/a', { link: 'replace' }), false],
    [make('/srv/a'), true],
    [make('/srv//a'), false],
    [{ type: 'remove', path: '/srv/a' }, true],
    [{ type: 'remove', path: '/srv/./a' }, false],
    [run(), false],
    [run(['/etc/group']), true],
    [run(['/etc/group', '/etc/..']), false],
  ])('of %j: %s', (step, isKnown) => {
    expect(hasKnownEffect(step)).toBe(isKnown);
  });
});

test.each([
  ['/', true],
  ['/a/.b/..c/d..', true],
  ['/a/', false],
  ['/a//b', false],
  ['/a/.', false],
  ['/a/..', false],
  ['/a/../b', false],
  ['/a/./b', false],
])('the text of %s stands for one place: %s', (path, plain) => {
  expect(isPlain(path)).toBe(plain);
});
