import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Data } from '../../../src/resource.ts';
import { editJson } from '../../../src/resources/json-file/edit-json.ts';
import { JsonSyntaxError, parseJson } from '../../../src/resources/json-file/parse-json.ts';
import { plainJson } from '../../../src/resources/json-file/plain-json.ts';

const set = (text: string, path: string, value: Data): string =>
  editJson(text, { type: 'set', path: path.split('.'), value });
const remove = (text: string, path: string): string => editJson(text, { type: 'remove', path: path.split('.') });

const four = '{\n    "a": 1,\n    "list": [1, 2],\n    "deep": {\n        "x": null\n    }\n}\n';

describe('setting a value', () => {
  const cases: readonly (readonly [string, string, string, Data, string])[] = [
    ['an empty file', '', 'a.b', 1, '{\n  "a": {\n    "b": 1\n  }\n}\n'],
    ['in place', four, 'a', 'x', four.replace('1', '"x"')],
    ['the same', four, 'a', 1, four],
    ['the same list', four, 'list', [1, 2], four],
    [
      'beside others, with the file’s indentation',
      four,
      'b',
      { c: [1] },
      four.replace('    }\n}', '    },\n    "b": {\n        "c": [\n            1\n        ]\n    }\n}'),
    ],
    ['deeper', four, 'deep.y', true, four.replace('null', 'null,\n        "y": true')],
    ['at the end of a list on one line', four, 'list.2', 3, four.replace('1, 2', '1, 2, 3')],
    ['in a list', four, 'list.0', 3, four.replace('[1', '[3')],
    ['on one line', '{"a":1,"b":[]}', 'c', { d: 1 }, '{"a":1,"b":[],"c":{"d":1}}'],
    ['on one line with spaces', '{"a": 1, "b": 2}\n', 'c', [1, 2], '{"a": 1, "b": 2, "c": [1, 2]}\n'],
    ['with tabs', '{\n\t"a": 1\n}', 'b', {}, '{\n\t"a": 1,\n\t"b": {}\n}'],
    [
      'behind a remark',
      '{\n  // one\n  "a": 1 // first\n  // end\n}\n',
      'b',
      2,
      '{\n  // one\n  "a": 1, // first\n  "b": 2\n  // end\n}\n',
    ],
    ['in a map with only a remark', '{\n  // none\n}\n', 'b', 2, '{\n  // none\n  "b": 2\n}\n'],
    ['of two with one name the last', '{"a": 1, "a": 2}', 'a', 3, '{"a": 1, "a": 3}'],
  ];
  test.each(cases)('%s', (_, text, path, value, expected) => {
    expect(set(text, path, value)).toBe(expected);
  });

  test.each([
    ['a.b', 'neither a map nor a list'],
    ['list.x', 'is a list'],
    ['list.3', 'has 2 items'],
  ])('cannot go to %s', (path, message) => {
    expect(() => set(four, path, 1)).toThrow(message);
  });
});

describe('removing a value', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['the first', four, 'a', four.replace('    "a": 1,\n', '')],
    ['the last', four, 'deep', '{\n    "a": 1,\n    "list": [1, 2]\n}\n'],
    ['the only one', four, 'deep.x', '{\n    "a": 1,\n    "list": [1, 2],\n    "deep": {}\n}\n'],
    ['an item', four, 'list.0', four.replace('1, 2', '2')],
    ['the last item', four, 'list.1', four.replace('1, 2', '1')],
    ['what is not there', four, 'deep.y.z', four],
    ['remarks stay', '{\n  // a\n  "a": 1,\n  // b\n  "b": 2\n}\n', 'a', '{\n  // a\n  // b\n  "b": 2\n}\n'],
    ['remarks stay at the end, too', '{\n  "a": 1, // a\n  // b\n  "b": 2\n}\n', 'b', '{\n  "a": 1 // a\n  // b\n}\n'],
  ];
  test.each(cases)('%s', (_, text, path, expected) => {
    expect(remove(text, path)).toBe(expected);
  });
});

// JSON has no negative zero.
const value = fc.jsonValue({ maxDepth: 3 }).map((each) => JSON.parse(JSON.stringify(each)) as Data);
const name = fc.stringMatching(/^[a-c]$/);
const tree = fc.dictionary(name, fc.oneof(value, fc.dictionary(name, value)), { maxKeys: 4 });
const layout = fc.constantFrom(undefined, 1, 2, '\t');

test('reads what JSON.parse reads, and refuses what it refuses', () => {
  fc.assert(
    fc.property(
      value,
      layout,
      fc.nat(40),
      fc.constantFrom('', ',', '}', '"', '0', 'e', '\\'),
      (given, indent, at, put) => {
        const text = JSON.stringify(given, undefined, indent);
        const damaged = text.slice(0, at) + put + text.slice(at + 1);
        expect(read(damaged)).toEqual(attempt(damaged));
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever is set is there, nothing else changes, and a second time nothing does', () => {
  fc.assert(
    fc.property(tree, layout, fc.array(name, { minLength: 1, maxLength: 3 }), value, (given, indent, path, wanted) => {
      const text = JSON.stringify(given, undefined, indent);
      const edited = attemptEdit(() => editJson(text, { type: 'set', path, value: wanted }));
      if (edited === undefined) return;
      expect(JSON.parse(edited)).toEqual(withValue(given, path, wanted));
      expect(editJson(edited, { type: 'set', path, value: wanted })).toBe(edited);
      const gone = JSON.parse(editJson(edited, { type: 'remove', path })) as object;
      expect(JSON.parse(set(JSON.stringify(gone), path.join('.'), wanted))).toEqual(JSON.parse(edited));
    }),
    { numRuns: 500 },
  );
});

test('a long text is read as fast as a short one, and a deep one is refused', () => {
  expect(plainJson(parseJson(JSON.stringify('x'.repeat(4_000_000))))).toHaveLength(4_000_000);
  expect(() => parseJson('['.repeat(100_000))).toThrow(JsonSyntaxError);
});

function read(text: string): unknown {
  return attempt(text, (each) => plainJson(parseJson(each)));
}

function attempt(text: string, reader: (text: string) => unknown = JSON.parse): unknown {
  try {
    return { value: JSON.parse(JSON.stringify(reader(text))) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) return 'refused';
    throw error;
  }
}

function attemptEdit(edit: () => string): string | undefined {
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
