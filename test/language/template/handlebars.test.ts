import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { compileTemplate } from '../../../src/language/template.ts';

const scope = {
  name: 'web',
  port: '80',
  flag: true,
  off: false,
  zero: 0,
  words: ['a', 'b'],
  nested: [
    { name: 'x', list: [1, 2] },
    { name: 'y', list: [] },
  ],
  os: { family: 'Debian', deep: { major: 12 } },
};

const space = fc.constantFrom('', ' ', '\n', '\n  ', '  \n', '~');
const leaf = fc.constantFrom(
  'text',
  '{{@root.name}}',
  '{{@root.os.deep.major}}',
  '{{! note }}',
  '{{{@root.port}}}',
  '<&">',
  '\\{{x}}',
  '{{> part}}',
  '  {{> part}}\n',
);
const subject = fc.constantFrom(
  '@root.flag',
  '@root.off',
  '@root.words',
  '@root.zero',
  '@root.os',
  '@root.nested.[1].list',
);
const { body } = fc.letrec<{ body: string }>((tie) => ({
  body: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('body'), space, tie('body')).map(([a, between, b]) => a + between.replace('~', '') + b),
    block(fc.constantFrom('if', 'unless'), tie('body')),
    fc.tuple(tie('body'), tie('body')).map(([a, b]) => `{{#if @root.off}}${a}{{else if @root.flag}}\n${b}{{/if}}\n`),
    fc
      .tuple(space, tie('body'))
      .map(
        ([around, inner]) =>
          `{{#each @root.words}}${around.replace('~', '')}${inner}{{this}}{{@index}}{{@last}}\n{{/each}}\n`,
      ),
    tie('body').map(
      (inner) => `{{#each @root.nested as |item place|}}\n  {{item.name}}{{place}}{{name}}${inner}\n{{/each}}`,
    ),
    tie('body').map((inner) => `{{#each @root.os}}{{@key}}${inner}{{else}}none{{/each}}`),
    tie('body').map((inner) => `{{#with @root.os.deep}} {{~major~}} ${inner}{{/with}}`),
  ),
}));

function block(name: fc.Arbitrary<string>, inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(name, subject, space, inner, inner).map(([kind, about, around, then, otherwise]) => {
    const [open, close] = around === '~' ? ['~}}', '{{~'] : [`}}${around}`, `${around}{{`];
    return `{{#${kind} ${about}${open}${then}{{else}}${otherwise}${close}/${kind}}}`;
  });
}

// With `noEscape` Handlebars adds neighbouring numbers up: {{a}}{{b}} of 1 and 2 becomes 3. Here nothing needs escaping.
test('what both accept, Handlebars renders to the same text', () => {
  const judge = Handlebars.create();
  judge.registerPartial('part', 'one {{@root.name}}\ntwo\n');
  const find = (name: string): { name: string; text: string } => ({ name, text: 'one {{@root.name}}\ntwo\n' });
  fc.assert(
    fc.property(body, (text) => {
      const ours = compileTemplate(text, { name: 'a.hbs', text }, find).render(scope);
      expect(ours).toBe(judge.compile(text)(scope));
    }),
    { seed: 1, numRuns: 300 },
  );
});
