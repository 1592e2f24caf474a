import { expect, test } from '@jest/globals';
import { pythonRegex } from '../../../../src/language/condition/regex/python-regex.ts';
import { searchAll } from '../../../../src/language/condition/regex/search-all.ts';

const found = (pattern: string, text: string, flags = ''): readonly string[] =>
  searchAll(pythonRegex(pattern, flags), text).map(([match]) => match);

test.each([
  [String.raw`\Aa`, 'aa', ['a']],
  [String.raw`a\Z`, 'a\na', ['a']],
  ['a$', 'b a\n', ['a']],
  ['(?i)AB', 'ab', ['ab']],
  ['(?P<q>["\']).(?P=q)', '"x"', ['"x"']],
  ['a{,2}b', 'aaab', ['aab']],
  ['[]x]+', 'a]x', [']x']],
  ['[^]]', ']a', ['a']],
  ['a.b', 'a\rb', ['a\rb']],
  ['[.$]', '.$', ['.', '$']],
  [String.raw`\$\.`, '$.', ['$.']],
  ['x*', 'ax', ['', 'x', '']],
])('%s is read as in Python', (pattern, text, matches) => {
  expect(found(pattern, text)).toEqual(matches);
});

test('a pattern that would backtrack without end is given up', () => {
  const started = performance.now();
  expect(() => found('(a+)+$', `${'a'.repeat(60)}b`)).toThrow('the regular expression takes too long on this text');
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(found('(a+)+$', 'aaaaaaaaaaaaaaa')).toEqual(['aaaaaaaaaaaaaaa']);
});

test('patterns and texts have a longest length', () => {
  expect(() => found('a'.repeat(3_000), 'a')).toThrow('longer than 2000 characters');
  expect(() => found('a', 'a'.repeat(2_000_000))).toThrow('longer than 1 MiB');
});
