import type { ArgumentSchema, ArgumentsSchema } from '../arguments.ts';
import type { Definition } from '../definition.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { parseCondition } from '../language/condition/parse.ts';
import { prepare } from '../language/render.ts';
import { InputError } from '../diagnostics/errors.ts';
import { validate } from '../language/schema.ts';
import { isKeyValueText } from './old-forms.ts';

/**
 * A task's arguments in canonical form: free text put under its argument, aliases resolved, then checked against the
 * kind's schema. Strings that hold templates are checked again when they have been rendered.
 */
export function readArguments(
  definition: Definition,
  value: Located,
  keySpan: Span,
): { readonly args: LocatedMap; readonly diagnostics: readonly Diagnostic[] } {
  const written = asMap(definition, value, keySpan);
  if ('message' in written) return { args: { type: 'map', entries: [], span: keySpan }, diagnostics: [written] };
  const diagnostics: Diagnostic[] = [];
  const entries = canonicalEntries(definition, written, diagnostics);
  const args: LocatedMap = { type: 'map', entries, span: written.span };
  if (diagnostics.length === 0)
    diagnostics.push(...validate(argumentsJsonSchema(definition.schema), args, definition.kind));
  if (diagnostics.length === 0) diagnostics.push(...checkOneOf(definition, args, keySpan));
  diagnostics.push(...entries.flatMap((entry) => checkText(definition, entry)));
  return { args, diagnostics };
}

/** Syntax of the templates in an argument, or of its expressions. */
function checkText(definition: Definition, { key, value }: LocatedEntry): readonly Diagnostic[] {
  if (definition.schema.properties[key]?.expression === undefined) return prepare(value);
  try {
    for (const item of value.type === 'list' ? value.items : [value]) if (item.type === 'scalar') parseCondition(item);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics;
    throw error;
  }
}

/** The JSON Schema of a kind's arguments, for ajv and for editors. */
export function argumentsJsonSchema(schema: ArgumentsSchema): object {
  let json = jsonSchemas.get(schema);
  if (json === undefined) {
    json = {
      type: 'object',
      properties: schema.properties,
      required: schema.required ?? [],
      additionalProperties: schema.others ?? false,
    };
    jsonSchemas.set(schema, json);
  }
  return json;
}

const jsonSchemas = new WeakMap<ArgumentsSchema, object>();

/** The same for rendered arguments: expressions are not among them, even where they are required. */
export function renderedJsonSchema(schema: ArgumentsSchema): object {
  let json = renderedSchemas.get(schema);
  if (json === undefined) {
    const required = schema.required ?? [];
    const rendered = required.filter((name) => schema.properties[name]?.expression === undefined);
    json = argumentsJsonSchema(schema);
    if (rendered.length < required.length) json = { ...json, required: rendered };
    renderedSchemas.set(schema, json);
  }
  return json;
}

const renderedSchemas = new WeakMap<ArgumentsSchema, object>();

function asMap(definition: Definition, value: Located, keySpan: Span): LocatedMap | Diagnostic {
  if (value.type === 'map') return value;
  if (value.type === 'scalar' && value.value === null) return { type: 'map', entries: [], span: keySpan };
  if (value.type === 'scalar' && typeof value.value === 'string' && isKeyValueText(value.value, definition.schema))
    return problem('old-form', 'arguments in one text, as `name=value`, are an old form of Ansible’s', value.span, {
      hint: `write a map: \`${definition.kind}: {name: value}\``,
    });
  const freeForm = definition.schema.freeForm;
  if (freeForm !== undefined)
    return { type: 'map', entries: [{ key: freeForm, keySpan: value.span, value }], span: value.span };
  return problem('wrong-type', `the arguments of ${definition.kind} must be a map`, value.span, {
    hint: `write one argument a line: \`${Object.keys(definition.schema.properties)[0] ?? 'name'}: …\``,
  });
}

function canonicalEntries(definition: Definition, map: LocatedMap, diagnostics: Diagnostic[]): readonly LocatedEntry[] {
  const canonical = canonicalNames(definition.schema.properties);
  const seen = new Map<string, LocatedEntry>();
  for (const entry of map.entries) {
    const key = canonical.get(entry.key) ?? (definition.schema.others && entry.key);
    if (key === undefined) {
      const hint = didYouMean(entry.key, canonical.keys()) ?? `see \`rackwright doc ${definition.kind}\``;
      diagnostics.push(
        problem('unknown-argument', `${definition.kind} has no argument "${entry.key}"`, entry.keySpan, { hint }),
      );
      continue;
    }
    const first = seen.get(key);
    if (first !== undefined) {
      const related = [{ message: 'first given here', span: first.keySpan }];
      diagnostics.push(
        problem('yaml-duplicate-key', `"${first.key}" and "${entry.key}" are the same argument`, entry.keySpan, {
          related,
        }),
      );
      continue;
    }
    seen.set(key, entry);
  }
  return [...seen].map(([key, entry]) => ({ ...entry, key }));
}

function canonicalNames(properties: Readonly<Record<string, ArgumentSchema>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, property] of Object.entries(properties)) {
    names.set(name, name);
    for (const alias of property.aliases ?? []) names.set(alias, name);
  }
  return names;
}

function checkOneOf(definition: Definition, args: LocatedMap, keySpan: Span): readonly Diagnostic[] {
  const sets = definition.schema.oneOf;
  if (sets === undefined) return [];
  const given = new Set(args.entries.map((entry) => entry.key));
  if (sets.some((set) => set.every((name) => given.has(name)))) return [];
  const wanted = sets.map((set) => set.map((name) => `\`${name}\``).join(' with ')).join(', ');
  return [problem('missing-key', `${definition.kind} needs one of: ${wanted}`, keySpan)];
}
