import type { Inspection } from '../../definition.ts';
import type { Task } from '../../playbook/model.ts';
import { verbatim } from '../../shell.ts';
import type { HostContext } from '../context.ts';
import type { FirstRequest } from '../perform-steps.ts';
import type { Note } from './journal.ts';
import { taskKey } from './task-key.ts';

/** What goes in front of the steps, in one request: the note of handlers, and that of what is written. */
export function firstRequest(
  context: HostContext,
  works: readonly { readonly task: Task; readonly before: Inspection }[],
  note: Note | undefined,
): FirstRequest | undefined {
  // What is done on another host is noted by nobody: its records are for runs that concern it.
  const home = context.line === context.home;
  const applied = home
    ? context.applied.note(works.map(({ task, before }) => ({ before, by: taskKey(context.play.name, task) })))
    : undefined;
  if (applied === undefined) return note;
  return { script: note?.script ?? verbatim(':'), applied, forget: () => note?.forget() };
}
