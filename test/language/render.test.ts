import { expect, test } from '@jest/globals';
import { locate } from '../../src/language/located.ts';
import { prepare, render } from '../../src/language/render.ts';
import { PendingVariable } from '../../src/language/scope.ts';
import type { Scope } from '../../src/language/scope.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { pointed, problemsOf } from '../support/located-text.ts';

const located = (text: string): ReturnType<typeof locate> => {
  const { value } = readYaml({ name: 'a.yml', text });
  if (!value) throw new Error('the example cannot be read');
  return value;
};

const tree = located(`
path: "/etc/{{ name }}.conf"
port: "{{ port }}"
lines: [one, "{{ name }}", 3]
deep: {a: {b: "{{ port }}-{{ port }}", c: null, d: true}}
`);

test('every text of a tree is rendered, and single templates keep their type', () => {
  const value = render(tree, { name: 'web', port: 80 });
  expect(value).toEqual({
    path: '/etc/web.conf',
    port: 80,
    lines: ['one', 'web', 3],
    deep: { a: { b: '80-80', c: null, d: true } },
  });
  expect(Object.getPrototypeOf(value)).toBeNull();
});

test('the problems of all texts are found at once', () => {
  const problems = problemsOf(() => render(tree, { nam: 'x' }));
  expect(pointed(problems)).toEqual([
    ['unknown-variable', 'name'],
    ['unknown-variable', 'port'],
    ['unknown-variable', 'name'],
    ['unknown-variable', 'port'],
    ['unknown-variable', 'port'],
  ]);
});

test('a variable that is not known yet stops the rendering', () => {
  const scope = Object.defineProperty({}, 'port', {
    get: () => {
      throw new PendingVariable('port');
    },
  }) as Scope;
  expect(() => render(tree, scope)).toThrow(PendingVariable);
});

test('what no variables can mend is found before a run', () => {
  const broken = located('a: "{{#if x}}"\nb: ["{{ nope x }}", "{{ ok }}"]\n"{{ key }}": 1\nc: "{% if x %}"\n');
  expect(pointed(prepare(broken))).toEqual([
    ['template-syntax', '{{#if x}}'],
    ['unknown-helper', 'nope'],
    ['template-syntax', '"{{ key }}"'],
    ['template-syntax', '{% if'],
  ]);
  expect(prepare(tree)).toEqual([]);
});

test('values without places of their own are rendered, too', () => {
  const source = { name: '-e', text: 'port=80' };
  expect(render(locate({ a: ['{{ port }}'] }, { source, start: 0, end: 7 }), { port: 80 })).toEqual({ a: [80] });
});
