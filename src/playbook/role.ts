import { dirname, join } from 'node:path';
import { showSpan } from '../diagnostics/span.ts';
import type { Span } from '../diagnostics/span.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { checkKeywords, itemsOf, layerOf, textOf } from './fields.ts';
import { roleKeywords } from './keywords.ts';
import type { Surroundings, Task } from './model.ts';
import { readFile, report } from './reading.ts';
import type { Reading } from './reading.ts';
import { sealedFile } from './sealed-file.ts';
import { inner } from './surroundings.ts';

/** A role and, before it, the roles that it depends on. */
export interface RoleTasks {
  readonly tasks: readonly Task[];
  readonly handlers: readonly Task[];
  /** Its own defaults last. */
  readonly defaults: readonly VariableLayer[];
}

const nothing: RoleTasks = { tasks: [], handlers: [], defaults: [] };

/** An entry of `roles` or of a role's dependencies: a name, or a map with `role`, keywords and the role's variables. */
export function readRoleEntry(reading: Reading, entry: Located, around: Surroundings): RoleTasks {
  if (entry.type === 'scalar' && entry.value !== null)
    return readRole(reading, String(entry.value), entry.span, around);
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
  if (!checkKeywords(reading, keywords, roleKeywords, 'a role entry')) return nothing;
  reading.diagnostics.push(...prepare(parameters));
  const scope = inner(reading, keywords, around);
  const layers = [
    ...scope.layers,
    ...layerOf(`parameters of role ${name} at ${showSpan(entry.span)}`, 'role', parameters),
  ];
  return readRole(reading, name, entryOf(entry, 'role')?.value.span ?? entry.span, { ...scope, layers });
}

/** Reads a role: `tasks`, `handlers`, `defaults`, `vars` and `meta`, each as `NAME.yml` or `NAME/main.yml`. */
export function readRole(reading: Reading, name: string, span: Span, around: Surroundings): RoleTasks {
  const path = findRole(reading, name, span);
  if (path === undefined) return nothing;
  if (around.path.includes(path)) {
    const circle = [...around.path.slice(around.path.indexOf(path)), path].map(
      (each) => each.split('/').at(-1) ?? each,
    );
    report(reading, 'role-cycle', `roles depend on each other in a circle: ${circle.join(' → ')}`, span);
    return nothing;
  }
  const deeper: Surroundings = { ...around, path: [...around.path, path] };
  const dependencies = readDependencies(reading, path, deeper);
  const defaults = [
    ...dependencies.flatMap((each) => each.defaults),
    ...variablesLayer(reading, path, 'defaults', `defaults of role ${name}`),
  ];
  const inside: Surroundings = {
    ...deeper,
    role: { name, path },
    defaults: [...around.defaults, ...defaults],
    // Parameters of the call stand above the role's own vars.
    layers: [...variablesLayer(reading, path, 'vars', `vars of role ${name}`), ...around.layers],
  };
  return {
    tasks: [...dependencies.flatMap((each) => each.tasks), ...readPart(reading, path, 'tasks', inside)],
    handlers: [
      ...dependencies.flatMap((each) => each.handlers),
      // A condition or tag on the role says when its tasks run; a handler runs when it was notified.
      ...readPart(reading, path, 'handlers', { ...inside, when: [], tags: ['always'] }),
    ],
    defaults,
  };
}

function findRole(reading: Reading, name: string, span: Span): string | undefined {
  const places = [join(reading.playbookDirectory, 'roles'), ...reading.sources.rolePaths];
  const path = places.map((place) => join(place, name)).find((place) => reading.sources.isDirectory(place));
  if (path === undefined) {
    const known = places.flatMap((place) => reading.sources.list(place));
    const hint =
      didYouMean(name, known) ?? `searched in ${places.map((place) => reading.sources.show(place)).join(', ')}`;
    report(reading, 'unknown-role', `there is no role "${name}"`, span, hint);
  }
  return path;
}

function readDependencies(reading: Reading, path: string, around: Surroundings): readonly RoleTasks[] {
  const meta = part(reading, path, 'meta')?.value;
  const dependencies = meta?.type === 'map' ? entryOf(meta, 'dependencies')?.value : undefined;
  return itemsOf(dependencies).map((entry) => readRoleEntry(reading, entry, around));
}

function readPart(reading: Reading, path: string, name: 'tasks' | 'handlers', around: Surroundings): readonly Task[] {
  const read = part(reading, path, name);
  return read === undefined ? [] : reading.readTasks(read.value, { ...around, directory: read.directory }, name);
}

function variablesLayer(
  reading: Reading,
  path: string,
  name: 'defaults' | 'vars',
  origin: string,
): readonly VariableLayer[] {
  const level = name === 'defaults' ? 'role defaults' : 'role';
  const file = partFiles(path, name).find((each) => reading.sources.readText(each) !== undefined);
  const sealed = file === undefined ? undefined : sealedFile(reading, file, { origin, level });
  if (sealed !== undefined) return [sealed];
  const value = part(reading, path, name)?.value;
  if (value === undefined) return [];
  if (value.type !== 'map') {
    report(reading, 'wrong-type', `${origin} must be a map of variables`, value.span);
    return [];
  }
  reading.diagnostics.push(...prepare(value));
  return layerOf(origin, level, value);
}

function part(
  reading: Reading,
  path: string,
  name: string,
): { readonly value: Located; readonly directory: string } | undefined {
  for (const full of partFiles(path, name)) {
    const read = readFile(reading, full);
    if (read !== undefined) return { value: read.value, directory: dirname(full) };
  }
  return undefined;
}

function partFiles(path: string, name: string): readonly string[] {
  return [`${name}.yml`, `${name}/main.yml`, `${name}.yaml`, `${name}/main.yaml`].map((file) => join(path, file));
}
