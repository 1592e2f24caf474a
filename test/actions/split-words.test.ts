import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../src/actions/split-words.ts';

describe('a command line', () => {
  test.each([
    ['a b  c', ['a', 'b', 'c']],
    [' a\tb\nc ', ['a', 'b', 'c']],
    [`'a b' "c d"`, ['a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    ['a\\ b', ['a b']],
    [String.raw`"a\"b" "a\nb" 'a\"b'`, ['a"b', String.raw`a\nb`, String.raw`a\"b`]],
    ['$HOME *.txt | x; y', ['$HOME', '*.txt', '|', 'x;', 'y']],
    ['', []],
  ])('%j has the words %j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  test.each([`'a`, `"a`, `a "b\\"`])('%j has a quote that is never closed', (line) => {
    expect(() => splitWords(line)).toThrow('is never closed');
  });

  test('is split as a shell splits it', () => {
    const part = fc.constantFrom('a', 'b', ' ', '"', "'", '\\', '\t', 'x y', '-n', 'ä', '#');
    const lines = fc.sample(
      fc.array(part, { maxLength: 8 }).map((parts) => `w ${parts.join('')}`),
      600,
    );
    const sane = lines.filter((line) => !/(^|\s)#/.test(line) && !/\\(\n|$)/.test(line) && !throws(line));
    expect(sane.length).toBeGreaterThan(100);
    const script = sane.map((line) => `show ${line}\n`).join('');
    const show = String.raw`show() { printf '%s\037' "$@"; printf '\036'; };`;
    const said = execFileSync('dash', ['-c', `${show}\n${script}`], { encoding: 'utf8' });
    const byShell = said
      .split('\u001e')
      .slice(0, -1)
      .map((each) => each.split('\u001f').slice(0, -1));
    expect(sane.map(splitWords)).toEqual(byShell);
  });
});

function throws(line: string): boolean {
  try {
    splitWords(line);
    return false;
  } catch {
    return true;
  }
}
