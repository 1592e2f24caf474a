import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import type { Data } from '../../../src/resource.ts';
import { editYaml } from '../../../src/resources/yaml-file/edit-yaml.ts';

const set = (text: string, path: string, value: Data): string =>
  editYaml('/etc/x', text, { type: 'set', path: path.split('.'), value });
const remove = (text: string, path: string): string =>
  editYaml('/etc/x', text, { type: 'remove', path: path.split('.') });

const file = `# head
a: 1   # one
b:   # inside
  c: 'two'
  # in b
  d:
  - x
  - y  # why

e: {f: 1, g: [1, 2]}
h: |
  text

  more

i:
80: "q"
# tail
`;

describe('setting a value touches its lines only', () => {
  const cases: readonly (readonly [string, string, Data, string, string])[] = [
    ['a number', 'a', 2, 'a: 1 ', 'a: 2 '],
    ['the same', 'a', 1, 'a', 'a'],
    ['a text with its quotes', 'b.c', 'three', "'two'", "'three'"],
    ['a text that older readers misread', 'a', 'yes', 'a: 1 ', 'a: "yes" '],
    ['several lines in place of a word', 'a', 'x\ny', 'a: 1 ', 'a: "x\\ny" '],
    ['a map in place of a word', 'a', { z: [1] }, 'a: 1   # one\n', 'a:   # one\n  z:\n  - 1\n'],
    ['a word in place of a map', 'b', 'x', file.slice(file.indexOf('b:'), file.indexOf('\ne:')), 'b: x   # inside\n'],
    ['a list in place of a list', 'b.d', ['z'], '  - x\n  - y  # why\n', '  - z\n'],
    ['a word in place of text lines', 'h', 'x', 'h: |\n  text\n\n  more\n', 'h: x\n'],
    ['a value where there was none', 'i', 5, 'i:\n', 'i: 5\n'],
    ['a map where there was nothing', 'i.k', 5, 'i:\n', 'i:\n  k: 5\n'],
    ['a value on one line', 'e.f', 'x', 'f: 1', 'f: x'],
    ['one more on one line', 'e.k', [3], '1, 2]}', '1, 2], k: [3]}'],
    ['one more item on one line', 'e.g.2', 3, '1, 2]', '1, 2, 3]'],
    ['one more name', 'b.k', { l: 'm' }, '# why\n', '# why\n  k:\n    l: m\n'],
    ['one more item', 'b.d.2', { z: 1 }, '# why\n', '# why\n  - z: 1\n'],
    ['an item', 'b.d.0', 'z', '- x', '- z'],
    ['one more name at the top, before the last remark', 'new.x', 1, '"q"\n', '"q"\nnew:\n  x: 1\n'],
    ['a key that is a number', '80', 'r', '"q"', '"r"'],
  ];
  test.each(cases)('%s', (_, path, value, before, after) => {
    expect(file).toContain(before);
    expect(set(file, path, value)).toBe(file.replace(before, () => after));
  });

  test('an empty file, and one of remarks', () => {
    expect(set('', 'a.b', [1])).toBe('a:\n  b:\n    - 1\n');
    expect(set('# only this', 'a', '0644')).toBe('# only this\na: "0644"\n');
  });

  test('inside of a list', () => {
    expect(set('- name: x # n\n  port: 1\n- name: y\n', '0.host', 'h')).toBe(
      '- name: x # n\n  port: 1\n  host: h\n- name: y\n',
    );
  });
});

describe('removing a value touches its lines only', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['a word', 'a', 'a: 1   # one\n', ''],
    ['a map', 'b', file.slice(file.indexOf('b:'), file.indexOf('\ne:')), ''],
    ['an item', 'b.d.0', '  - x\n', ''],
    ['text lines', 'h', 'h: |\n  text\n\n  more\n', ''],
    ['nothing', 'b.x.y', '', ''],
  ];
  test.each(cases)('%s', (_, path, before, after) => {
    expect(remove(file, path)).toBe(file.replace(before, after));
  });

  test('the last one: the file is written anew, with its remarks', () => {
    expect(remove('# head\na:\n  b: 1 # one\nc: 2 # two\n', 'a.b')).toBe('# head\na: {}\nc: 2 # two\n');
  });
});

test.each([
  ['a: [', 'a', 'no YAML'],
  ['a: 1\n---\nb: 1\n', 'a', 'multiple documents'],
  ['a: &x {b: 1}\nc: *x\n', 'c.b', 'alias'],
  ['a: &x {b: 1}\nc: *x\n', 'a', 'anchor'],
  ['a: 1\n', 'a.b', 'neither'],
  ['a: []\n', 'a.b', 'is a list'],
  ['a: []\n', 'a.1', 'has 0 items'],
])('%j cannot be edited at %s', (text, path, message) => {
  expect(() => set(text, path, 'x')).toThrow(message);
});

test('a value behind an anchor is set where it is defined', () => {
  expect(set('a: &x {b: 1}\nc: *x\n', 'a.b', 2)).toBe('a: &x {b: 2}\nc: *x\n');
});

test('a bomb of aliases is refused, not unfolded', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 9; at += 1)
    lines.push(
      `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  expect(() => set(`${lines.join('\n')}\n`, 'z', 1)).toThrow('no YAML that can be edited');
});

test('whatever is set is there, nothing else changes, and a second time nothing does', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Data>;
  const name = fc.stringMatching(/^[a-c]$/);
  const tree = fc.dictionary(name, fc.oneof(value, fc.dictionary(name, value)), { maxKeys: 4 });
  const layouts = fc.constantFrom({}, { indent: 4 }, { indentSeq: false }, { collectionStyle: 'flow' as const });
  fc.assert(
    fc.property(tree, layouts, fc.array(name, { minLength: 1, maxLength: 3 }), value, (given, layout, path, wanted) => {
      if (JSON.stringify([given, wanted]).includes('-0')) return;
      const text = stringify(given, layout);
      const edited = attempt(() => editYaml('/etc/x', text, { type: 'set', path, value: wanted }));
      if (edited === undefined) return;
      expect(parse(edited)).toEqual(withValue(given, path, wanted));
      expect(editYaml('/etc/x', edited, { type: 'set', path, value: wanted })).toBe(edited);
      const gone = editYaml('/etc/x', edited, { type: 'remove', path });
      expect(parse(editYaml('/etc/x', gone, { type: 'set', path, value: wanted }))).toEqual(parse(edited));
    }),
    { numRuns: 400 },
  );
});

function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof Error && error.name === 'CannotConverge') return undefined;
    throw error;
  }
}

function withValue(data: unknown, [name = '', ...rest]: readonly string[], wanted: Data): unknown {
  const value = rest.length === 0 ? wanted : withValue((data as Record<string, unknown>)[name] ?? {}, rest, wanted);
  return { ...(data as object), [name]: value };
}
