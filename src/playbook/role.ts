import { showSpan } from '../diagnostics/span.ts';
import type { Span } from '../diagnostics/span.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { entryOf, toPlain } from '../language/located.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { whyNot } from './ansible-keywords.ts';
import { checkKeywords, flagOf, itemsOf, layerOf, textOf } from './fields.ts';
import { findRole } from './find-role.ts';
import { roleKeywords } from './keywords.ts';
import type { Surroundings, Task } from './model.ts';
import { report } from './reading.ts';
import type { Reading } from './reading.ts';
import { roleMetaKeywords } from './role-keywords.ts';
import { checkRoleCall } from './check-role-call.ts';
import { readRoleArguments } from './role-arguments.ts';
import { readPart, readTasksOfPart, readVariablesOfPart } from './role-part.ts';
import type { RolePart } from './role-part.ts';
import { inner } from './surroundings.ts';

/** A role and, before it, the roles that it depends on. */
export interface RoleTasks {
  readonly tasks: readonly Task[];
  readonly handlers: readonly Task[];
  /** Its own defaults last. */
  readonly defaults: readonly VariableLayer[];
  /** The parameters that it and its dependencies have. */
  readonly parameters: readonly string[];
}

/** How a role is called. */
export interface RoleUse {
  readonly name: string;
  readonly span: Span;
  /** Parameters, and `vars` of the call. */
  readonly given: readonly LocatedEntry[];
  /** Other files than the main ones, by part. */
  readonly from: Readonly<Partial<Record<RolePart['name'], RolePart['from']>>>;
  /** What is written, for calls of which the first counts. */
  readonly words: Located | undefined;
}

const nothing: RoleTasks = { tasks: [], handlers: [], defaults: [], parameters: [] };

/** An entry of `roles` or of a role's dependencies: a name, or a map with `role`, keywords and the role's variables. */
export function readRoleEntry(reading: Reading, entry: Located, around: Surroundings): RoleTasks {
  if (entry.type === 'scalar' && entry.value !== null) {
    const use = { name: String(entry.value), span: entry.span, given: [], from: {}, words: entry };
    return readRole(reading, use, around);
  }
  const name = entry.type === 'map' ? (textOf(entry, 'role') ?? textOf(entry, 'name')) : undefined;
  if (entry.type !== 'map' || name === undefined) {
    report(reading, 'missing-key', 'an entry of roles is a name, or a map with `role: NAME`', entry.span);
    return nothing;
  }
  const keywords: LocatedMap = {
    ...entry,
    entries: entry.entries.filter((each) => Object.hasOwn(roleKeywords, each.key)),
  };
  const parameters: LocatedMap = {
    ...entry,
    entries: entry.entries.filter((each) => !Object.hasOwn(roleKeywords, each.key)),
  };
  // What Ansible takes for a keyword must not become a variable unnoticed.
  const isForeign = ({ key }: LocatedEntry): boolean => whyNot(key, 'role') !== undefined;
  const judged = { ...keywords, entries: [...keywords.entries, ...parameters.entries.filter(isForeign)] };
  if (!checkKeywords(reading, judged, roleKeywords, 'a role entry')) return nothing;
  reading.diagnostics.push(...prepare(parameters));
  const scope = inner(reading, keywords, around);
  const layers = [
    ...scope.layers,
    ...layerOf(`parameters of role ${name} at ${showSpan(entry.span)}`, 'role', parameters),
  ];
  const span = entryOf(entry, 'role')?.value.span ?? entry.span;
  const given = [...parameters.entries, ...variablesOf(entry)];
  return readRole(reading, { name, span, given, from: {}, words: entry }, { ...scope, layers });
}

/** The variables that a call gives by `vars`. */
export function variablesOf(call: LocatedMap): readonly LocatedEntry[] {
  const vars = entryOf(call, 'vars')?.value;
  return vars?.type === 'map' ? vars.entries : [];
}

/** Reads a role: `tasks`, `handlers`, `defaults`, `vars`, `arguments` and `meta`, each as `NAME.yml` or `NAME/main.yml`. */
export function readRole(reading: Reading, use: RoleUse, around: Surroundings): RoleTasks {
  const { name, span, from } = use;
  const path = findRole(reading, name, span);
  if (path === undefined) return nothing;
  if (around.path.includes(path)) {
    const circle = [...around.path.slice(around.path.indexOf(path)), path].map(
      (each) => each.split('/').at(-1) ?? each,
    );
    report(reading, 'role-cycle', `roles depend on each other in a circle: ${circle.join(' → ')}`, span);
    return nothing;
  }
  const meta = readMeta(reading, path);
  const deeper: Surroundings = { ...around, path: [...around.path, path], call: undefined };
  const dependencies = meta.dependencies.map((entry) => readRoleEntry(reading, entry, deeper));
  const declared = readRoleArguments(reading, name, path);
  const part = (which: RolePart['name']): Omit<RolePart, 'name'> => ({ role: path, from: from[which] });
  const own = readVariablesOfPart(reading, { ...part('defaults'), name: 'defaults' }, `defaults of role ${name}`);
  const defaults = [...dependencies.flatMap((each) => each.defaults), ...(declared?.defaults ?? []), ...own];
  const parameters = [
    ...dependencies.flatMap((each) => each.parameters),
    ...(declared === undefined
      ? own.flatMap((layer) => [...layer.variables.keys()])
      : Object.keys(declared.properties)),
  ];
  checkRoleCall(reading, use, declared, { own, parameters });
  const call =
    use.words === undefined
      ? around.call
      : meta.allowsDuplicates
        ? undefined
        : { key: JSON.stringify([path, toPlain(use.words)]), role: name, when: around.when };
  const inside: Surroundings = {
    ...deeper,
    call,
    role: { name, path, span, arguments: declared },
    defaults: [...around.defaults, ...defaults],
    // Parameters of the call stand above the role's own vars.
    layers: [
      ...readVariablesOfPart(reading, { ...part('vars'), name: 'vars' }, `vars of role ${name}`),
      ...around.layers,
    ],
  };
  // A condition or tag on the role says when its tasks run; a handler runs when it was notified.
  const ofHandlers = { ...inside, when: [], tags: ['always'] };
  return {
    tasks: [
      ...dependencies.flatMap((each) => each.tasks),
      ...readTasksOfPart(reading, { ...part('tasks'), name: 'tasks' }, inside),
    ],
    handlers: [
      ...dependencies.flatMap((each) => each.handlers),
      ...readTasksOfPart(reading, { ...part('handlers'), name: 'handlers' }, ofHandlers),
    ],
    defaults,
    parameters,
  };
}

function readMeta(
  reading: Reading,
  role: string,
): { readonly dependencies: readonly Located[]; readonly allowsDuplicates: boolean } {
  const meta = readPart(reading, { role, name: 'meta' })?.value;
  if (meta === undefined || !checkKeywords(reading, meta, roleMetaKeywords, 'the meta of a role'))
    return { dependencies: [], allowsDuplicates: false };
  return {
    dependencies: itemsOf(entryOf(meta, 'dependencies')?.value),
    allowsDuplicates: flagOf(meta, 'allow_duplicates') ?? false,
  };
}
