import { expect, test } from '@jest/globals';
import { aptLists } from '../../src/facts/apt-lists.ts';
import { runFact, shells } from '../support/run-fact.ts';

const read = (text: string) => aptLists.parse(Buffer.from(text), [null])[0];

test('counts the age from the host’s own clock', () => {
  expect(read('1700000000\n1700000060\n')).toEqual({ ageSeconds: 60, sourcesChanged: false });
});

test('sees that a repository was changed after the lists were fetched', () => {
  expect(read('1700000000\n1700000060\n/etc/apt/sources.list\n')).toEqual({ ageSeconds: 60, sourcesChanged: true });
});

test('has no age for lists that are not there', () => {
  expect(read('none\n')).toEqual({ sourcesChanged: false });
});

test('does not get negative when the clock was set back', () => {
  expect(read('1700000060\n1700000000\n')).toMatchObject({ ageSeconds: 0 });
});

test.each(shells)('reads this machine through %s', (_, shell) => {
  expect(typeof runFact(aptLists, [null], shell)[0]?.sourcesChanged).toBe('boolean');
});
