import type { ArgumentSchema } from '../arguments.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { parseCondition } from '../language/condition/parse.ts';
import type { Condition } from '../language/condition/model.ts';
import { InputError } from '../diagnostics/errors.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import { validate } from '../language/schema.ts';
import type { VariableLayer } from '../inventory/model.ts';
import type { PrecedenceLevel } from '../inventory/precedence.ts';
import { whyNot } from './ansible-keywords.ts';
import type { KeywordPlace } from './ansible-keywords.ts';
import type { BecomeWish } from './model.ts';
import { report } from './reading.ts';
import { oldFormProblem } from './old-forms.ts';
import type { Reading } from './reading.ts';

/** Checks a map's keys and shapes against a table of keywords; false when something is wrong (it has been reported). */
export function checkKeywords(
  reading: Reading,
  map: Located,
  keywords: Readonly<Record<string, ArgumentSchema>>,
  what: string,
  required: readonly string[] = [],
): map is LocatedMap {
  const known = map.type === 'map' ? withoutForeign(reading, map, keywords, what) : map;
  const found = validate(keywordSchema(keywords, required), known, what);
  reading.diagnostics.push(...found.map(asOldForm));
  if (found.length > 0 || known.type !== 'map') return false;
  return !reportTemplates(reading, known, keywords) && known === map;
}

/** Flags, numbers and lists of the playbook are decided when it is read: a template there would count for nothing, unnoticed. */
function reportTemplates(
  reading: Reading,
  map: LocatedMap,
  keywords: Readonly<Record<string, ArgumentSchema>>,
): boolean {
  const templates = map.entries.filter(
    ({ key, value }) =>
      value.type === 'scalar' &&
      typeof value.value === 'string' &&
      value.value.includes('{{') &&
      ![keywords[key]?.type].flat().includes('string'),
  );
  const hint = 'write the value itself; what differs from host to host can be said by `when`';
  for (const { key, value } of templates)
    report(reading, 'bad-value', `"${key}" is decided when the playbook is read: no template`, value.span, hint);
  return templates.length > 0;
}

/** Keywords of Ansible's that do not exist here are reported with what to do instead. */
function withoutForeign(
  reading: Reading,
  map: LocatedMap,
  keywords: Readonly<Record<string, ArgumentSchema>>,
  what: string,
): LocatedMap {
  const place = placeNames.get(what);
  const foreign = map.entries.flatMap((entry) => {
    if (oldFormProblem(entry.key, entry.keySpan) !== undefined) return [];
    const hint = place === undefined || Object.hasOwn(keywords, entry.key) ? undefined : whyNot(entry.key, place);
    return hint === undefined ? [] : [{ entry, hint }];
  });
  for (const { entry, hint } of foreign)
    report(reading, 'unknown-key', `${what} has no key "${entry.key}"`, entry.keySpan, hint);
  if (foreign.length === 0) return map;
  return { ...map, entries: map.entries.filter((entry) => !foreign.some((each) => each.entry === entry)) };
}

const placeNames: ReadonlyMap<string, KeywordPlace> = new Map([
  ['a play', 'play'],
  ['a role entry', 'role'],
  ['a block', 'block'],
  ['a task', 'task'],
]);

function asOldForm(found: Diagnostic): Diagnostic {
  if (found.code !== 'unknown-key' || found.span === undefined) return found;
  const { source, start, end } = found.span;
  return oldFormProblem(source.text.slice(start, end), found.span) ?? found;
}

const schemas = new WeakMap<object, object>();

function keywordSchema(keywords: Readonly<Record<string, ArgumentSchema>>, required: readonly string[]): object {
  let schema = schemas.get(keywords);
  if (schema === undefined) {
    schema = { type: 'object', properties: keywords, required, additionalProperties: false };
    schemas.set(keywords, schema);
  }
  return schema;
}

export function textOf(map: LocatedMap, key: string): string | undefined {
  const value = entryOf(map, key)?.value;
  return value?.type === 'scalar' && value.value !== null ? String(value.value) : undefined;
}

export function flagOf(map: LocatedMap, key: string): boolean | undefined {
  const value = entryOf(map, key)?.value;
  return value?.type === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

export function numberOf(map: LocatedMap, key: string): number | undefined {
  const value = entryOf(map, key)?.value;
  return value?.type === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

/** One name or a list of names, with their places. */
export function namesOf(map: LocatedMap, key: string): readonly { readonly name: string; readonly span: Span }[] {
  return itemsOf(entryOf(map, key)?.value).flatMap((item) =>
    item.type === 'scalar' && item.value !== null ? [{ name: String(item.value), span: item.span }] : [],
  );
}

export function itemsOf(value: Located | undefined): readonly Located[] {
  if (value === undefined || (value.type === 'scalar' && value.value === null)) return [];
  return value.type === 'list' ? value.items : [value];
}

/** Tags as Ansible takes them: a list, or one text with commas. */
export function tagsOf(map: LocatedMap): readonly string[] {
  return namesOf(map, 'tags').flatMap(({ name }) =>
    name
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  );
}

/** `when`, `until` and the like; nothing when the key is absent. Syntax errors are reported. */
export function conditionsOf(reading: Reading, map: LocatedMap, key: string): readonly Condition[] | undefined {
  const entry = entryOf(map, key);
  if (entry === undefined) return undefined;
  return itemsOf(entry.value).flatMap((item) => parsed(reading, item));
}

function parsed(reading: Reading, item: Located): readonly Condition[] {
  if (item.type !== 'scalar') return [];
  try {
    return [parseCondition(item)];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    reading.diagnostics.push(...error.diagnostics);
    return [];
  }
}

export function becomeOf(map: LocatedMap, outer: BecomeWish): BecomeWish {
  const become = flagOf(map, 'become');
  const user = entryOf(map, 'become_user')?.value;
  const method = textOf(map, 'become_method');
  return {
    ...outer,
    ...(become !== undefined && { become }),
    ...(user?.type === 'scalar' && { user }),
    ...(isMethod(method) && { method }),
  };
}

function isMethod(method: string | undefined): method is 'sudo' | 'su' | 'doas' {
  return method === 'sudo' || method === 'su' || method === 'doas';
}

/** A map of variables as a layer; nothing when it is absent or empty. */
export function layerOf(origin: string, level: PrecedenceLevel, value: Located | undefined): readonly VariableLayer[] {
  if (value?.type !== 'map' || value.entries.length === 0) return [];
  return [{ origin, level, variables: new Map(value.entries.map((entry) => [entry.key, entry.value])) }];
}
