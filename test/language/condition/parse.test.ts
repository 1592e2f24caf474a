import { describe, expect, test } from '@jest/globals';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { entryOf } from '../../../src/language/located.ts';
import { readYaml } from '../../../src/language/yaml.ts';
import { locatedText, pointed, problemsOf } from '../../support/located-text.ts';

const lookupHint =
  "write lookup('env', 'NAME') or lookup('file', 'name'), with default='…' behind it if it may be missing";

describe('a condition that cannot be parsed', () => {
  test.each([
    ['port = 80', '=', 'write "==" to compare'],
    ['a && b', '&', 'write "and"'],
    ['!a', '!', 'write "not"'],
    ['a ? b : c', '?', 'write "a if condition else b"'],
    ['$port', '$', 'variables are written without $'],
    ['port == 0644', '0644', "quote it: '0644'"],
    ['name.upper()', 'upper', 'write "x | upper"'],
    ['os.items() | length', 'items', 'write "x | dict2items"'],
    ["query('env', 'HOME')", 'query', lookupHint],
    ["lookup('env')", 'lookup', lookupHint],
    ["lookup('env', 'X', errors='ignore')", 'lookup', lookupHint],
    ['{{ port }}', '{{ port }}', 'write port'],
    ["{{ port }} == '80'", "{{ port }} == '80'", 'write variables without braces'],
    ['installed and not broken yes', 'yes', 'join conditions with "and" or "or"; quote texts'],
    ['list[::2]', ':', 'write "x | reverse"'],
    [String.raw`'\xZZ' == a`, String.raw`\x`, 'write the backslash twice'],
  ])('%s points at %s and says what to write', (text, at, hint) => {
    const problems = problemsOf(() => parseCondition(locatedText(text)));
    expect(pointed(problems)).toEqual([['condition-syntax', at]]);
    expect(problems[0]?.hint).toBe(hint);
  });

  test.each([
    ['', ''],
    ['port ==', '='],
    ['(port', 't'],
    ['[1, 2', '2'],
    ['[1 2]', '2'],
    ['{1: 2', '2'],
    ["'open", "'"],
    ['port |', '|'],
    ['port is', 's'],
    ['x is defined is true', 'is'],
    ['default(a=1, 2)', '2'],
    ['x | default(boolean=true, 2)', '2'],
    ['a.', ''],
    ['a[]', ']'],
    ['5()', '('],
    ['and', 'and'],
    ['a or or b', 'or'],
  ])('%s points at the place', (text, at) => {
    expect(pointed(problemsOf(() => parseCondition(locatedText(text))))).toEqual([['condition-syntax', at]]);
  });

  test.each(['('.repeat(5_000), 'not '.repeat(5_000), '-'.repeat(5_000), 'a or '.repeat(5_000), '['.repeat(5_000)])(
    'a nesting that no person writes is refused instead of exhausting the stack (%#)',
    (text) => {
      expect(problemsOf(() => parseCondition(locatedText(text)))).toHaveLength(1);
    },
  );
});

describe('names in a condition', () => {
  test.each([
    ['x | lenght', 'x | lenght', 'did you mean "length"?'],
    ['x is defind', 'x is defind', 'did you mean "defined"?'],
    ['x | defined', 'x | defined', 'it is a test: "x is defined"'],
    ['x is length', 'x is length', 'it is a filter: "x | length"'],
    ['x is empty', 'x is empty', 'write "x | length == 0"'],
    ['x | random', 'x | random', 'a plan must give the same result as the run after it'],
  ])('%s is an unknown filter or test, with what to write instead', (text, at, hint) => {
    const problems = problemsOf(() => parseCondition(locatedText(text)));
    expect(pointed(problems)).toEqual([['unknown-filter', at]]);
    expect(problems[0]?.hint).toBe(hint);
  });

  test('all unknown ones are found at once', () => {
    const problems = problemsOf(() => parseCondition(locatedText('a | nope and b is nope2 and c | lower')));
    expect(problems.map((each) => each.message)).toEqual(['there is no filter "nope"', 'there is no test "nope2"']);
  });

  test('filters with the collection in front of their name are the same filters', () => {
    expect(problemsOf(() => parseCondition(locatedText("x | ansible.builtin.default('y') == 'y'")))).toEqual([]);
  });

  test.each([
    ['x | replace("a")', 'the filter "replace" needs the argument "new"'],
    ['x | lower(1)', 'the filter "lower" takes no arguments'],
    ['x | join(",", "a", 1)', 'the filter "join" takes at most 2: d, attribute'],
    ['x | sort(by="a")', 'the filter "sort" has no argument "by"'],
    ['x is divisibleby', 'the test "divisibleby" needs the argument "num"'],
  ])('%s has wrong arguments', (text, message) => {
    expect(problemsOf(() => parseCondition(locatedText(text))).map((each) => each.message)).toEqual([message]);
  });
});

describe('places', () => {
  const at = (yaml: string): readonly (readonly [string, string])[] => {
    const { value } = readYaml({ name: 'a.yml', text: yaml });
    const when = value?.type === 'map' ? entryOf(value, 'when')?.value : undefined;
    if (when?.type !== 'scalar') throw new Error('the example has no when');
    return pointed(problemsOf(() => parseCondition(when)));
  };

  test('are exact in plain, quoted and block scalars', () => {
    expect(at('when: a and b | nope\n')).toEqual([['unknown-filter', 'b | nope']]);
    expect(at('when: "a and b | nope"\n')).toEqual([['unknown-filter', 'b | nope']]);
    expect(at("when: 'a and b | nope'\n")).toEqual([['unknown-filter', 'b | nope']]);
    expect(at('when: |\n  a and\n  b | nope\n')).toEqual([['unknown-filter', 'b | nope']]);
    expect(at('when: >-\n  a and\n  b | nope\n')).toEqual([['unknown-filter', 'b | nope']]);
    expect(at('when: a and\n  b | nope\n')).toEqual([['unknown-filter', 'b | nope']]);
    expect(at(`when: "a and 'x'\n\n  and b | nope"\n`)).toEqual([['unknown-filter', 'b | nope']]);
  });

  test('are those of the whole value behind an unusual escape', () => {
    expect(at(String.raw`when: "a == \"x\" and b | nope"`)).toEqual([['unknown-filter', 'b | nope']]);
    expect(at(String.raw`when: "a == '\x41' and b | nope"`)).toEqual([
      ['unknown-filter', String.raw`"a == '\x41' and b | nope"`],
    ]);
  });

  test('a boolean in place of an expression is one', () => {
    const { value } = readYaml({ name: 'a.yml', text: 'true' });
    expect(value?.type === 'scalar' && parseCondition(value).root).toMatchObject({ type: 'literal', value: true });
  });
});
