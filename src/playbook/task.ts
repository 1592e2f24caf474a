import type { Definition } from '../definition.ts';
import type { Span } from '../diagnostics/span.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedEntry, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { whyNot } from './ansible-keywords.ts';
import { readArguments } from './arguments.ts';
import { isBlock, readBlock } from './block.ts';
import { checkBound } from './check-bound.ts';
import { checkKeywords, conditionsOf, itemsOf, namesOf, numberOf, textOf } from './fields.ts';
import { handlerKeywords, includeKeywords, taskKeywords } from './keywords.ts';
import { readLoop } from './loop.ts';
import type { Surroundings, Task } from './model.ts';
import { readImportedTasks } from './import.ts';
import { report } from './reading.ts';
import type { Reading } from './reading.ts';
import { oldFormProblem } from './old-forms.ts';
import { inner } from './surroundings.ts';

/** A list of tasks, blocks and imports as the tasks that it comes to, in order. */
export function readTasks(
  reading: Reading,
  list: Located | undefined,
  around: Surroundings,
  place: 'tasks' | 'handlers' = 'tasks',
): readonly Task[] {
  return itemsOf(list).flatMap((item) => readEntry(reading, item, around, place));
}

function readEntry(
  reading: Reading,
  item: Located,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  if (item.type !== 'map') {
    report(reading, 'wrong-type', 'a task must be a map', item.span, 'write `- name: …` and, under it, what to do');
    return [];
  }
  if (isBlock(item)) return readBlock(reading, item, around, place);
  if (importKeys.some((key) => entryOf(item, key) !== undefined)) return readImport(reading, item, around, place);
  return readTask(reading, item, around, place);
}

const importKeys = ['import_tasks', 'include_tasks', 'import_role', 'include_role'] as const;

function readImport(
  reading: Reading,
  map: LocatedMap,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  const loop = map.entries.find(({ key }) => key === 'loop' || key.startsWith('with_'));
  if (loop !== undefined) {
    const hint =
      'what is included is read before the run, once: give its tasks the loop, or include it once for each item with `vars`';
    report(reading, 'unknown-key', `an import cannot have a \`${loop.key}\``, loop.keySpan, hint);
    return [];
  }
  if (!checkKeywords(reading, map, includeKeywords, 'an import')) return [];
  return readImportedTasks(reading, map, inner(reading, map, around), place);
}

function readTask(
  reading: Reading,
  map: LocatedMap,
  around: Surroundings,
  place: 'tasks' | 'handlers',
): readonly Task[] {
  const keywords = place === 'handlers' ? handlerKeywords : taskKeywords;
  const kindEntry = findKind(reading, map, keywords);
  if (kindEntry === undefined) return [];
  const definition = reading.sources.find(kindEntry.key);
  const rest: LocatedMap = { ...map, entries: map.entries.filter((entry) => entry !== kindEntry) };
  if (!checkKeywords(reading, rest, keywords, 'a task') || definition === undefined) return [];

  const { args, diagnostics } = readArguments(
    definition,
    withArgs(kindEntry.value, rest, definition.schema.freeForm),
    kindEntry.keySpan,
  );
  const scope = inner(reading, rest, around);
  reading.diagnostics.push(...diagnostics);
  checkGuard(reading, definition, args, rest, kindEntry.keySpan);
  const name = entryOf(rest, 'name')?.value;
  if (name !== undefined) reading.diagnostics.push(...prepare(name));
  const until = conditionsOf(reading, rest, 'until');
  const task: Task = {
    ...scope,
    id: reading.nextTaskId++,
    name,
    kind: definition.kind,
    args,
    loop: readLoop(reading, rest),
    register: textOf(rest, 'register'),
    notify: namesOf(rest, 'notify'),
    listen: namesOf(rest, 'listen').map((each) => each.name),
    changedWhen: conditionsOf(reading, rest, 'changed_when'),
    failedWhen: conditionsOf(reading, rest, 'failed_when'),
    until: (until ?? entryOf(rest, 'retries')) && {
      condition: until ?? [],
      retries: numberOf(rest, 'retries') ?? 3,
      delaySeconds: numberOf(rest, 'delay') ?? 5,
    },
    background: backgroundOf(rest),
    span: kindEntry.keySpan,
  };
  if (diagnostics.length === 0) reading.diagnostics.push(...checkBound(task, definition));
  return [task];
}

function backgroundOf(task: LocatedMap): Task['background'] {
  const seconds = numberOf(task, 'async') ?? 0;
  return seconds === 0 ? undefined : { seconds, pollSeconds: numberOf(task, 'poll') ?? 5 };
}

/** The one key that is no keyword. */
function findKind(reading: Reading, map: LocatedMap, keywords: object): LocatedEntry | undefined {
  const others = map.entries.filter((entry) => !Object.hasOwn(keywords, entry.key));
  const kinds = others.filter((entry) => reading.sources.find(entry.key) !== undefined);
  const unknown = others.filter((entry) => !kinds.includes(entry));
  for (const entry of unknown) {
    const old = oldFormProblem(entry.key, entry.keySpan);
    if (old !== undefined) {
      reading.diagnostics.push(old);
      continue;
    }
    const why = whyNot(entry.key, 'task');
    const near = didYouMean(entry.key, [...reading.sources.kinds, ...Object.keys(keywords), 'block', ...importKeys]);
    const isKind = kinds.length === 0 && why === undefined;
    const what = isKind ? 'there is no resource or action' : 'a task has no keyword';
    report(reading, isKind ? 'unknown-kind' : 'unknown-key', `${what} "${entry.key}"`, entry.keySpan, why ?? near);
  }
  if (others.length === 0)
    report(
      reading,
      'missing-key',
      'this task says nothing to do',
      map.span,
      'add a resource or action, such as `package:`',
    );
  const [kind, second] = kinds;
  if (kind !== undefined && second !== undefined)
    report(
      reading,
      'unknown-key',
      `a task does one thing: "${kind.key}" or "${second.key}"`,
      second.keySpan,
      'make two tasks of it',
    );
  return unknown.length === 0 && second === undefined ? kind : undefined;
}

/** An action that would run every time must say so, or say when it is needed: nothing is repeated by accident. */
function checkGuard(reading: Reading, definition: Definition, args: LocatedMap, task: LocatedMap, span: Span): void {
  const guards = definition.schema.guards;
  if (guards === undefined || entryOf(task, 'changed_when') !== undefined) return;
  if (args.entries.some((entry) => guards.includes(entry.key))) return;
  const hint = `give ${guards.slice(0, -1).join(', ')}, or \`${guards.at(-1) ?? 'always'}: true\` when it must run every time`;
  report(reading, 'guard-missing', `${definition.kind} does not say when it is needed`, span, hint);
}

/** The kind's value with what `args:` adds. */
function withArgs(value: Located, task: LocatedMap, freeForm: string | undefined): Located {
  const more = entryOf(task, 'args')?.value;
  if (more?.type !== 'map') return value;
  if (value.type === 'map') return { ...value, entries: [...value.entries, ...more.entries] };
  if (freeForm === undefined) return { ...more, span: value.span };
  return { type: 'map', entries: [{ key: freeForm, keySpan: value.span, value }, ...more.entries], span: value.span };
}
