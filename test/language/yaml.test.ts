import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { positionAt } from '../../src/diagnostics/span.ts';
import { toPlain } from '../../src/language/located.ts';
import type { Plain } from '../../src/language/located.ts';
import { readYaml } from '../../src/language/yaml.ts';

const read = (text: string): ReturnType<typeof readYaml> => readYaml({ name: 'a.yml', text });
const plain = (text: string): Plain | undefined => {
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return value && toPlain(value);
};
/** `code line:column`, for each problem. */
const problems = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, span }) => {
    if (!span) return code;
    const { line, column } = positionAt(span.source, span.start);
    return `${code} ${line}:${column}`;
  });

describe('values', () => {
  test.each<[string, Plain | undefined]>([
    ['a: 1\nb: [x, 1.5, true, null, ~]\nc: {d: -3}\n', { a: 1, b: ['x', 1.5, true, null, null], c: { d: -3 } }],
    ['', undefined],
    ['# nothing\n', undefined],
    ['---\n', undefined],
    ['--- null\n', null],
    ['\ufeffa: 1', { a: 1 }],
    ['a:\nb: ""', { a: null, b: '' }],
    ['80: http\ntrue: x\non: q\n1.10: z\n', { 80: 'http', true: 'x', on: 'q', '1.10': 'z' }],
    ['a: \'0644\'\nb: "yes"\nc: !!str 0644', { a: '0644', b: 'yes', c: '0644' }],
    ['at: 2026-01-02\ntime: 22:30:00\nversion: 1.2.3', { at: '2026-01-02', time: '22:30:00', version: '1.2.3' }],
    [
      'a: &x {q: 1, r: 1}\nb: *x\n<<: [*x, {q: 2, c: 3}]\nr: 4',
      { a: { q: 1, r: 1 }, b: { q: 1, r: 1 }, r: 4, q: 1, c: 3 },
    ],
    ['a: 0xff\nb: +5', { a: 255, b: 5 }],
    ['a: [b: 1]', { a: [{ b: 1 }] }],
    ['{a, b: 1}', { a: null, b: 1 }],
    ['text: |\n  one\n   two\n', { text: 'one\n two\n' }],
  ])('%j', (text, value) => {
    expect(plain(text)).toEqual(value);
  });

  test('what was written is read back', () => {
    const key = fc
      .stringMatching(/^[a-z][a-z_]{2,8}$/)
      .filter((name) => name !== 'constructor' && name !== 'prototype');
    const scalars = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, scalars, fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringify(value, { version: '1.1', compat: 'core', aliasDuplicateObjects: false });
        expect(read(text)).toMatchObject({ diagnostics: [] });
        expect(plain(text)).toEqual(value);
      }),
      { seed: 1 },
    );
  });

  test('nothing that a text holds makes it throw', () => {
    const unit = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '|',
      '>',
      '&',
      '*',
      '!',
      '#',
      '<<',
      '\t',
      '0',
      ',',
      '?',
      '%',
      '@',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        for (const { span } of read(text).diagnostics) expect(span?.source.text).toBe(text);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

describe('what the user did wrong', () => {
  test.each([
    ['a: 1\nb: 2\na: 3\n', ['yaml-duplicate-key 3:1']],
    [
      'a: 1\n__proto__: x\nb: {constructor: 1, prototype: 2}',
      ['forbidden-key 2:1', 'forbidden-key 3:5', 'forbidden-key 3:21'],
    ],
    ['a: 0644\nb: 0o644', ['yaml-ambiguous 1:4', 'yaml-ambiguous 2:4']],
    ['[yes, No, ON, off, y, N]', [2, 7, 11, 15, 20, 23].map((column) => `yaml-ambiguous 1:${column}`)],
    ['a: 1.10\nb: 8.0\nc: 12345678901234567890\nd: 1e3', [1, 2, 3, 4].map((line) => `yaml-ambiguous ${line}:4`)],
    ['a: 1\n---\nb: 2', ['yaml-syntax 2:1']],
    ['a: !vault |\n  x', ['vault-broken 1:11']],
    ['a: *nope', ['yaml-syntax 1:4']],
    ['a: &a [*a]', ['yaml-syntax 1:8']],
    ['? [a]\n: 1', ['yaml-syntax 1:3']],
    [': x', ['yaml-syntax 1:1']],
    ['a:\n\t- b', ['yaml-syntax 2:1']],
    ['msg: Hello: world', ['yaml-syntax 1:6']],
    ['a: "open\nb: c', ['yaml-syntax 1:4']],
    [String.raw`a: "x\q"`, ['yaml-syntax 1:6']],
    ['a: @x', ['yaml-syntax 1:4']],
    ['  a: 1\n b: 2', ['yaml-syntax 2:2']],
    ['<<: 1', ['yaml-syntax 1:1']],
    ['['.repeat(20_000), ['yaml-syntax 1:1']],
    ['- '.repeat(20_000), ['yaml-syntax 1:1']],
  ])('%j', (text, wanted) => {
    expect(problems(read(text).diagnostics)).toEqual(wanted);
  });

  test('everything is found at once, in the order of the file', () => {
    const text = 'a: yes\nb: {{ x }}\nb: 0644\n__proto__: 1\n';
    expect(problems(read(text).diagnostics)).toEqual([
      'yaml-ambiguous 1:4',
      'yaml-template 2:4',
      'yaml-duplicate-key 3:1',
      'yaml-ambiguous 3:4',
      'forbidden-key 4:1',
    ]);
  });

  test.each([
    ['path: {{ dir }}/x # why\nmode: 1', 'quote it: path: "{{ dir }}/x"'],
    ['- {{ x }}', 'quote it: - "{{ x }}"'],
    ['- name: {{ x["y"] }}', `quote it: - name: '{{ x["y"] }}'`],
    ['a: [1, {{ x }}]', 'quote it: "{{ x }}"'],
    ['a: {b: {{ x }}}', 'quote it: "{{ x }}"'],
  ])('%j shows how to quote the template', (text, hint) => {
    expect(read(text).diagnostics).toMatchObject([{ code: 'yaml-template', hint }]);
  });

  test('a repeated key points at the first one, whose value counts', () => {
    const { value, diagnostics } = read('a: 1\na: 2');
    expect(diagnostics[0]?.related).toMatchObject([{ span: { start: 0, end: 1 } }]);
    expect(value && toPlain(value)).toEqual({ a: 1 });
  });

  test('aliases that unfold without end are refused before they fill the memory', () => {
    const lines = Array.from({ length: 12 }, (_, index) => {
      const before = index === 0 ? 'x' : Array.from({ length: 10 }, () => `*l${index - 1}`).join(', ');
      return `l${index}: &l${index} [${before}]`;
    });
    const started = performance.now();
    expect(read(lines.join('\n')).diagnostics.map((each) => each.message)).toContain(
      'aliases make this file too large',
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("Ansible's vars files", () => {
  test('have booleans of YAML 1.1, but no octal numbers', () => {
    const text = 'a: yes\nb: No\nc: ON\nd: y\ne: yEs\nf: 0644';
    const { value, diagnostics } = readYaml({ name: 'a.yml', text }, { ambiguous: 'ansible' });
    expect(value && toPlain(value)).toEqual({ a: true, b: false, c: true, d: 'y', e: 'yEs', f: '0644' });
    expect(problems(diagnostics)).toEqual(['yaml-ambiguous 6:4']);
  });
});

test('keys and values know where they stand', () => {
  const text = 'a:\n  - "x": \'y\'\n';
  const { value } = read(text);
  const list = value?.type === 'map' ? value.entries[0]?.value : undefined;
  const map = list?.type === 'list' ? list.items[0] : undefined;
  const entry = map?.type === 'map' ? map.entries[0] : undefined;
  expect(entry).toMatchObject({
    keySpan: { start: text.indexOf('"x"'), end: text.indexOf('"x"') + 3 },
    value: { span: { start: text.indexOf("'y'") }, textStart: text.indexOf('y') },
  });
});

test('five thousand tasks are read in seconds', () => {
  const task = '- name: task\n  file:\n    path: "/etc/{{ x }}"\n    mode: "0755"\n  when: a == 1\n  notify: restart\n';
  const started = performance.now();
  expect(read(task.repeat(5_000)).diagnostics).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});
