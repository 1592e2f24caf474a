import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { directoryNames } from '../../src/facts/directory-names.ts';
import { runFact, shells } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();
mkdirSync(join(base, 'full', 'directory'), { recursive: true });
mkdirSync(join(base, 'empty'));
for (const name of ['a b', '*', 'line\nbreak', '.hidden', '-n']) writeFileSync(join(base, 'full', name), '');
symlinkSync('nowhere', join(base, 'full', 'link'));

test.each(shells)('files and links of several directories, in %s', (_name, shell) => {
  const paths = ['full', 'empty', 'missing', 'full'].map((name) => join(base, name));
  const full = ['*', '-n', 'a b', 'line\nbreak', 'link'];
  expect(runFact(directoryNames, paths, shell).map((names) => names.toSorted())).toEqual([full, [], [], full]);
});

test('an answer of another shape is refused', () => {
  expect(() => directoryNames.parse(Buffer.from('nonsense\0.\0'), ['/a'])).toThrow('something else than names');
  expect(() => directoryNames.parse(Buffer.from('/a\0'), ['/a'])).toThrow('0 answers to 1 questions');
});
