import { describe, expect, test } from '@jest/globals';
import { ArgumentError } from '../../src/resource.ts';
import { pythonExpand } from '../../src/resources/python-expand.ts';
import { pythonRegExp } from '../../src/resources/python-regexp.ts';

/** Expression, text, and what `re.search` of Python 3.11 finds in it. */
const found: readonly (readonly [string, string, string | undefined])[] = [
  ['^#?\\s*PermitRootLogin\\b', '#PermitRootLogin no\n', '#PermitRootLogin'],
  ['^(?P<k>\\w+)=(?P=k)$', 'a=a\n', 'a=a'],
  ['(?i)^port', 'Port 22\n', 'Port'],
  ['a.c', 'a\rc\n', 'a\rc'],
  ['a.c', 'a\nc', undefined],
  ['c$', 'abc\n', 'c'],
  ['c$', 'abc\n\n', undefined],
  ['c\\Z', 'abc\n', undefined],
  ['c\\Z', 'abc', 'c'],
  ['\\Ab', 'ab', undefined],
  ['[]x]+', 'a]x]', ']x]'],
  ['[^]x]+', ']a', 'a'],
  ['a{,2}b', 'aaab', 'aab'],
  ['a{2}b', 'aab', 'aab'],
  ['a{b', 'a{b', 'a{b'],
  ['\\"x\\"', '"x"', '"x"'],
  ['\\-\\/\\:\\ ', '-/: ', '-/: '],
  ['(?#note)ab', 'ab', 'ab'],
  ['(?<=a)b', 'ab', 'b'],
  ['(?<!a)b', 'ab', undefined],
  ['x(?=y)', 'xy', 'x'],
  ['\\.conf\\.', 'a.conf.b', '.conf.'],
  ['[\\w.-]+@', 'me.x-y@', 'me.x-y@'],
  ['(?m)^b$', 'a\nb\nc', 'b'],
  ['(?m)^b', 'a\rb', undefined],
  ['(?m)^a|^b', 'b', 'b'],
  ['^b', 'a\nb', undefined],
  ['[^a]+', 'ab', 'b'],
  ['\\^a', 'x^a', '^a'],
  ['(?s)a.b', 'a\nb', 'a\nb'],
  ['(a)|b', 'b', 'b'],
  ['^\\s*$', '\n', '\n'],
  ['^$', '\n', ''],
  ['\\\\n', 'a\\nb', '\\n'],
  ['[$]', 'a$', '$'],
  ['\\$', 'a$', '$'],
  ['[.]', 'ab', undefined],
  ['\\t', 'a\tb', '\t'],
  ['[[:space:]]', 'a ', undefined],
  ['\\x41', 'A', 'A'],
  ['é', 'café', 'é'],
  ['a*?b', 'aab', 'aab'],
  ['(?:ab)+', 'abab', 'abab'],
  ['}', 'a}', '}'],
  ['\\}+', 'a}}', '}}'],
  ['\\*+', 'a**', '**'],
  ['[*+]+', 'a*+', '*+'],
  ['(\\d+)\\.(\\d+)', 'v1.22', '1.22'],
  ['[^\\s]$', 'ab \n', undefined],
  ['a|b$', 'b\n', 'b'],
  ['(?im)^X$', 'a\nx\n', 'x'],
  ['\\bfoo\\b', 'a foo b', 'foo'],
  ['^[^#]*=', 'a = b', 'a ='],
  ['[\\]]', 'a]', ']'],
  ['[a\\]b]+', 'b]a', 'b]a'],
];

describe('expressions', () => {
  test.each(found)('%j finds in %j what Python finds', (pattern, text, part) => {
    expect(pythonRegExp('regexp', pattern).exec(text)?.[0]).toBe(part);
  });

  test.each([
    ['(a)(?(1)b|c)', 'conditional groups are not supported'],
    ['(?>a)', 'atomic groups are not supported'],
    ['a++', 'the possessive repetition ++ is not supported'],
    ['a{2}+', 'possessive repetition'],
    ['a(?i:b)', 'flags stand at the very start'],
    ['(?x) a', 'verbose expressions'],
    ['(a', 'Unterminated group'],
    ['[a', 'Unterminated character class'],
    ['a\\', 'ends with a backslash'],
    ['\\y', '\\y has no meaning'],
    ['[\\y]', '\\y has no meaning in a set'],
    ['\\N{DASH}', '\\N has no meaning'],
    ['*a', 'Nothing to repeat'],
    ['(?P<1a>b)', 'not supported'],
    ['(?<n>a)', 'not supported'],
    ['a)', 'Unmatched'],
    ['[😀]', 'outside the basic plane'],
  ])('%j is refused and says why', (pattern, message) => {
    expect(() => pythonRegExp('regexp', pattern)).toThrow(message);
    expect(() => pythonRegExp('regexp', pattern)).toThrow(ArgumentError);
  });
});

describe('replacement texts', () => {
  const expand = (template: string): string => {
    const match = /(?<key>\w+)=(\w+)?(;)?/.exec('a=b');
    return match === null ? '' : pythonExpand('line', template, match);
  };

  test.each([
    ['\\1 \\2', 'a b'],
    ['\\g<key>-\\g<2>\\g<0>', 'a-ba=b'],
    ['[\\3]', '[]'],
    ['\\\\1\\t$1$&', '\\1\t$1$&'],
    ['\\.\\-', '\\.\\-'],
  ])('%j is filled in', (template, text) => {
    expect(expand(template)).toBe(text);
  });

  test.each(['\\4', '\\g<none>', '\\g<key', '\\q', '\\0', 'a\\', '\\g<constructor>'])('%j is refused', (template) => {
    expect(() => expand(template)).toThrow(ArgumentError);
  });
});
