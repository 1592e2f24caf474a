import type { ArgumentSchema } from '../arguments.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { entryOf, toPlain } from '../language/located.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { validate } from '../language/schema.ts';
import { checkKeywords, itemsOf, namesOf, textOf } from './fields.ts';
import { roleKeywords } from './keywords.ts';
import { parameterKeywords, roleArgumentsKeywords } from './role-keywords.ts';
import type { RoleArguments } from './model.ts';
import type { Reading } from './reading.ts';
import { readPart } from './role-part.ts';

/** Reads a role's `arguments.yml`, once; nothing for a role without one. What is wrong with it has been reported. */
export function readRoleArguments(reading: Reading, name: string, path: string): RoleArguments | undefined {
  if (!reading.roleArguments.has(path)) reading.roleArguments.set(path, readNow(reading, name, path));
  return reading.roleArguments.get(path);
}

function readNow(reading: Reading, name: string, role: string): RoleArguments | undefined {
  const value = readPart(reading, { role, name: 'arguments' })?.value;
  if (value === undefined || !checkKeywords(reading, value, roleArgumentsKeywords, 'the arguments of a role'))
    return undefined;
  const parameters = entriesOf(value, 'properties');
  const problems = [...parameters.flatMap(ofParameter), ...ofRequired(value, parameters)];
  reading.diagnostics.push(...problems);
  if (problems.length > 0) return undefined;
  const properties = Object.fromEntries(
    parameters.map((entry) => [entry.key, toPlain(entry.value) as unknown as ArgumentSchema]),
  );
  const required = namesOf(value, 'required').map((each) => each.name);
  const defaults = parameters.flatMap((entry) => {
    const given = entry.value.type === 'map' ? entryOf(entry.value, 'default') : undefined;
    return given === undefined ? [] : [[entry.key, given.value] as const];
  });
  const layer = { origin: `arguments of role ${name}`, level: 'role defaults', variables: new Map(defaults) } as const;
  return {
    summary: textOf(value, 'description'),
    properties,
    required,
    schema: { type: 'object', properties },
    defaults: defaults.length === 0 ? [] : [layer],
  };
}

function ofParameter(entry: LocatedEntry): readonly Diagnostic[] {
  const taken = Object.hasOwn(roleKeywords, entry.key)
    ? [problem('bad-value', `"${entry.key}" is a keyword where roles are called`, entry.keySpan)]
    : [];
  return [...taken, ...ofSchema(entry)];
}

/** A schema inside of the file: of a parameter, of what a list holds, of a key of a map. */
function ofSchema({ key, value }: LocatedEntry): readonly Diagnostic[] {
  const problems = validate(parameterSchema, value, key);
  if (problems.length > 0 || value.type !== 'map') return problems;
  const others = entryOf(value, 'additionalProperties');
  const inner = [
    ...entriesOf(value, 'properties'),
    ...itemsOf(entryOf(value, 'items')?.value).map((items) => ({
      key: `items of ${key}`,
      keySpan: items.span,
      value: items,
    })),
    ...(others?.value.type === 'map' ? [others] : []),
  ].flatMap(ofSchema);
  const found = [...inner, ...ofType(value), ...ofPattern(value), ...ofRequired(value, entriesOf(value, 'properties'))];
  return found.length > 0 ? found : ofDefault(key, value);
}

const parameterSchema = {
  type: 'object',
  properties: parameterKeywords,
  required: ['description', 'type'],
  additionalProperties: false,
};

function ofType(schema: LocatedMap): readonly Diagnostic[] {
  return namesOf(schema, 'type')
    .filter(({ name }) => !types.includes(name))
    .map(({ name, span }) =>
      problem('bad-value', `there is no type "${name}"`, span, {
        hint: didYouMean(name, types) ?? `types: ${types.join(', ')}`,
      }),
    );
}

const types: readonly string[] = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'];

function ofPattern(schema: LocatedMap): readonly Diagnostic[] {
  const pattern = textOf(schema, 'pattern');
  if (pattern === undefined) return [];
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch {
    return [problem('bad-value', 'the pattern is no regular expression', entryOf(schema, 'pattern')?.value.span)];
  }
}

function ofRequired(schema: LocatedMap, properties: readonly LocatedEntry[]): readonly Diagnostic[] {
  const known = properties.map((entry) => entry.key);
  return namesOf(schema, 'required')
    .filter(({ name }) => !known.includes(name))
    .map(({ name, span }) =>
      problem('unknown-key', `"${name}" is required and not described`, span, { hint: didYouMean(name, known) }),
    );
}

function ofDefault(key: string, schema: LocatedMap): readonly Diagnostic[] {
  const value = entryOf(schema, 'default')?.value;
  if (value === undefined) return [];
  const wrong = validate(toPlain(schema) as object, value, `the default of ${key}`);
  return [...prepare(value), ...wrong];
}

function entriesOf(map: Located, key: string): readonly LocatedEntry[] {
  const value = map.type === 'map' ? entryOf(map, key)?.value : undefined;
  return value?.type === 'map' ? value.entries : [];
}
