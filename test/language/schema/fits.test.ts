import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actions } from '../../../src/actions/registry.ts';
import type { ArgumentSchema } from '../../../src/arguments.ts';
import { compiled } from '../../../src/language/schema/compiled.ts';
import { fits } from '../../../src/language/schema/fits.ts';
import { argumentsJsonSchema } from '../../../src/playbook/arguments.ts';
import { taskKeywords } from '../../../src/playbook/keywords.ts';
import { definitions } from '../../../src/resources/registry.ts';

const kinds = [...definitions, ...actions].map(({ kind, schema }) => ({ kind, schema: argumentsJsonSchema(schema) }));
const tasks = { kind: 'task', schema: { type: 'object', properties: taskKeywords, additionalProperties: false } };
const scalar = fc.oneof(
  fc.constantFrom('x', '0644', '', '{{ x }}', '/etc/x', 'present', 'started'),
  fc.constantFrom(0, 1, -1, 1.5, 70_000),
  fc.boolean(),
  fc.constant(null),
);

/** Values that a property takes, and some that it does not. */
function valueFor(property: ArgumentSchema): fc.Arbitrary<unknown> {
  const known = fc.constantFrom<unknown>(...(property.enum ?? ['x', 1, true, null]));
  const items = fc.array(property.items ? fc.oneof(valueFor(property.items), scalar) : scalar, { maxLength: 3 });
  const map =
    property.properties === undefined
      ? fc.dictionary(fc.constantFrom('a', 'name'), scalar)
      : mapOf(property.properties);
  return fc.oneof(known, scalar, items, map);
}

function mapOf(properties: Readonly<Record<string, ArgumentSchema>>): fc.Arbitrary<object> {
  const own = fc.record(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valueFor(each)])), {
    requiredKeys: [],
  });
  return fc
    .tuple(own, fc.dictionary(fc.constantFrom('nonsense', 'toString'), scalar, { maxKeys: 1 }))
    .map(([a, b]) => ({ ...a, ...b }));
}

test.each([...kinds, tasks])('what fits the schema of $kind is what ajv takes', ({ schema }) => {
  const { properties } = schema as { readonly properties: Readonly<Record<string, ArgumentSchema>> };
  fc.assert(
    fc.property(fc.oneof(mapOf(properties), scalar), (value) => {
      expect(fits(schema, value, { templates: 'refused' })).toBe(compiled(schema)(value));
    }),
    { numRuns: 200 },
  );
});

test('what every example of a kind is made of is known here', () => {
  for (const { kind, schema } of kinds) {
    const { properties } = schema as { readonly properties: Readonly<Record<string, ArgumentSchema>> };
    for (const [name, property] of Object.entries(properties)) {
      const { enum: values, type } = property;
      if (values !== undefined || type !== 'string' || property.pattern !== undefined) continue;
      const alone = { type: 'object', properties: { [name]: property } };
      expect([kind, name, fits(alone, { [name]: 'xxxxxxxx' }, { templates: 'refused' })]).toEqual([kind, name, true]);
    }
  }
});

test('a template fits everywhere where its value is not known yet', () => {
  const schema = { type: 'object', properties: { port: { type: 'integer', maximum: 9 } }, required: ['port'] };
  expect(fits(schema, { port: '{{ x }}' }, { templates: 'allowed' })).toBe(true);
  expect(fits(schema, { port: '{{ x }}' }, { templates: 'refused' })).toBe(false);
  expect(fits(schema, {}, { templates: 'allowed' })).toBe(false);
});

test('a keyword that is not known here is left to ajv', () => {
  expect(fits({ type: 'string', not: {} }, 'x', { templates: 'refused' })).toBe(false);
});
