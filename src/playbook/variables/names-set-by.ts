import type { Playbook, Task } from '../model.ts';
import type { PlaybookSources } from '../reading.ts';

/**
 * The names that get their values only in a run: those that tasks and handlers set by `register` and `set_fact`, and what
 * somebody is asked for.
 */
export function namesSetBy(playbook: Playbook, sources: Pick<PlaybookSources, 'find'>): ReadonlySet<string> {
  const tasks = playbook.plays.flatMap((play) => [...play.tasks, ...play.handlers]);
  return new Set([
    ...playbook.plays.flatMap((play) => play.prompts.map((prompt) => prompt.name)),
    ...tasks.flatMap((task) => [...(task.register === undefined ? [] : [task.register]), ...freeNames(task, sources)]),
  ]);
}

/** A kind whose arguments may have any name takes them for variables. */
function freeNames(task: Task, sources: Pick<PlaybookSources, 'find'>): readonly string[] {
  const schema = sources.find(task.kind)?.schema;
  if (schema?.others === undefined) return [];
  return task.args.entries.map((entry) => entry.key).filter((name) => !Object.hasOwn(schema.properties, name));
}
