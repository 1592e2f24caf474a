import { expect, test } from '@jest/globals';
import { magicNameProblems, magicNames } from '../../src/inventory/magic-names.ts';
import { layer } from './layers.ts';

const all = layer('vars.yml', Object.fromEntries(Object.keys(magicNames).map((name) => [name, 1])));

test('every magic name is refused where a person sets it, and told what it is', () => {
  const problems = magicNameProblems(all);
  expect(problems).toHaveLength(Object.keys(magicNames).length);
  expect(problems.every((each) => each.severity === 'error' && each.span?.source.name.startsWith('vars.yml'))).toBe(
    true,
  );
  expect(problems[0]?.hint).toBe('it is the name of the host in the inventory; use another name');
});

test('a magic name that a program prints is passed over with a warning', () => {
  expect(magicNameProblems({ ...all, literal: true }).map((each) => each.severity)).not.toContain('error');
});

test('names like those of JavaScript’s own objects are ordinary ones', () => {
  expect(magicNameProblems(layer('vars.yml', { toString: 1, valueOf: 2, port: 3 }))).toEqual([]);
});
