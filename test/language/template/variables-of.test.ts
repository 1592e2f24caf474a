import { expect, test } from '@jest/globals';
import { compileTemplate } from '../../../src/language/template.ts';
import { variablesOf } from '../../../src/language/template/variables-of.ts';
import { locatedText } from '../../support/located-text.ts';

const partials = new Map([['part', '{{a}}{{b}}']]);
const find = (name: string): { name: string; text: string } | undefined => {
  const text = partials.get(name);
  return text === undefined ? undefined : { name: `${name}.hbs`, text };
};

test.each([
  ['{{a}} {{b.c}} {{json d}}', ['a', 'b', 'd']],
  ['{{#if (defined "a")}}{{a}}{{/if}}{{default b.c d "x"}}', ['a?', 'a', 'b?', 'd?']],
  ['{{#each a}}{{b}}{{../c}}{{@root.d}}{{this}}{{@index}}{{/each}}{{e}}', ['a', 'c', 'd', 'e']],
  ['{{#each a as |b|}}{{b}}{{c}}{{#if ../b}}{{/if}}{{/each}}', ['a', 'b']],
  ['{{#with a}}{{b}}{{else}}{{c}}{{/with}}', ['a', 'c']],
  ['{{#unless (and a (eq b 1))}}{{c}}{{else}}{{d}}{{/unless}}', ['a', 'b', 'c', 'd']],
  ['{{> part b=c}}', ['c', 'a']],
  ['{{> part d}}', ['d']],
  ['text', []],
])('%s', (text, names) => {
  const uses = variablesOf(compileTemplate(text, locatedText(text), find));
  expect(uses.map((use) => use.name + (use.optional ? '?' : ''))).toEqual(names);
});

test('the place of a use is that of the whole path', () => {
  const text = 'x {{ b.c }}';
  const [use] = variablesOf(compileTemplate(text, locatedText(text)));
  expect(use?.span).toMatchObject({ start: 5, end: 8 });
});
