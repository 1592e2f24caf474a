import { isMap, isScalar, Pair, Scalar } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { Definition } from '../definition.ts';
import { convertConditions } from './convert-conditions.ts';
import { convertValues } from './convert-values.ts';
import type { Importing } from './importing.ts';
import { splitFreeForm } from './split-free-form.ts';
import { entriesOf, mapOf } from './yaml-text.ts';

/**
 * Converts the arguments of a module that has a definition here; gives why some cannot be. What is not known stays, so
 * that it is refused.
 */
export function convertArguments(
  importing: Importing,
  task: YAMLMap,
  key: string,
  definition: Definition,
): readonly string[] {
  const { schema, kind } = definition;
  const given = task.get(key, true);
  if (isScalar(given) && typeof given.value === 'string' && (commands.has(kind) || /^\s*\w+=/.test(given.value))) {
    const parts = splitFreeForm(given.value, { text: commands.has(kind) });
    const text = parts.text !== '' && schema.freeForm !== undefined ? [[schema.freeForm, parts.text] as const] : [];
    const named = parts.named.map(([name, value]) => [name, plainValue(kind, name, value)] as const);
    const map = mapOf([...text, ...named]);
    const isTextAlone = parts.named.length === 0 && schema.freeForm !== undefined;
    if (!isTextAlone) task.set(key, map);
  }
  const more = task.get('args');
  const maps = [task.get(key, true), more].filter((each) => isMap(each));
  for (const map of maps) dropNeedless(map, kind);
  guard(task, key, definition, maps);
  const names = argumentNames(definition);
  const reasons = maps.flatMap((map) =>
    entriesOf(map).flatMap(([name, value]) => {
      if (!names.has(name)) return schema.others === undefined ? [`${kind}: the argument ${name}`] : [];
      const values = schema.properties[name]?.enum;
      const isOther =
        values !== undefined &&
        isScalar(value) &&
        !values.includes(value.value as string) &&
        !String(value.value).includes('{{');
      return isOther ? [`${kind}: ${name}: ${String(value.value)}`] : [];
    }),
  );
  for (const map of maps) {
    for (const [name, value] of entriesOf(map)) {
      if (schema.properties[name]?.expression === undefined) convertValues(importing, value as Node);
      else convertConditions(importing, value);
    }
  }
  const text = task.get(key, true);
  if (isScalar(text)) convertValues(importing, text);
  // Telling when a command runs may have made a map of its text.
  const now = [text, more].filter((each) => isMap(each));
  return [...reasons, ...missing(definition, task, key, now)];
}

/** What must be given here, though Ansible does without. */
function missing(
  { kind, schema }: Definition,
  task: YAMLMap,
  key: string,
  maps: readonly YAMLMap[],
): readonly string[] {
  const isText = isScalar(task.get(key, true));
  const isGiven = (name: string): boolean =>
    (isText && name === schema.freeForm) ||
    [name, ...(schema.properties[name]?.aliases ?? [])].some((each) => maps.some((map) => map.has(each)));
  const needed = (schema.required ?? []).filter((name) => !isGiven(name)).map((name) => `${kind} without ${name}`);
  const sets = schema.oneOf ?? [];
  const isOpen = sets.length > 0 && !sets.some((set) => set.every(isGiven));
  return isOpen ? [...needed, `${kind} without ${sets.map((set) => set.join(' with ')).join(' or ')}`] : needed;
}

function argumentNames({ schema }: Definition): ReadonlySet<string> {
  return new Set(Object.entries(schema.properties).flatMap(([name, { aliases }]) => [name, ...(aliases ?? [])]));
}

/** Kinds whose free form is a text for a shell, and not `key=value`. */
const commands: ReadonlySet<string> = new Set(['command', 'shell', 'script']);

/** `key=value` texts have no types of their own. */
function plainValue(kind: string, name: string, text: string): unknown {
  if (/^(yes|true|on)$/i.test(text)) return true;
  if (/^(no|false|off)$/i.test(text)) return false;
  if (name !== 'mode' && /^(0|[1-9]\d*)$/.test(text)) return Number(text);
  if (kind === 'package' && /^(name|pkg)$/.test(name) && text.includes(','))
    return text.split(',').map((each) => each.trim());
  return text;
}

/** Arguments with values that only say what is always so here; `warn` says nothing at all. */
const needless: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  command: { warn: [true, false] },
  shell: { warn: [true, false] },
  apt_repository: { update_cache: [true] },
};

function dropNeedless(map: YAMLMap, kind: string): void {
  for (const [name, values] of Object.entries(needless[kind] ?? {})) {
    if (values.includes(map.get(name))) map.delete(name);
  }
}

/** Ansible runs commands every time unless told otherwise; here that must be said. */
function guard(task: YAMLMap, key: string, { schema }: Definition, maps: readonly YAMLMap[]): void {
  const { guards, freeForm } = schema;
  if (guards === undefined || task.has('changed_when') || maps.some((map) => guards.some((name) => map.has(name))))
    return;
  const [first] = maps;
  if (first) first.add(new Pair(new Scalar('always'), new Scalar(true)));
  else if (freeForm !== undefined) {
    const map = mapOf([
      [freeForm, task.get(key, true)],
      ['always', true],
    ]);
    task.set(key, map);
  }
}
