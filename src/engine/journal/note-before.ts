import { HostError } from '../../diagnostics/errors.ts';
import type { Become } from '../../host.ts';
import type { Task } from '../../playbook/model.ts';
import type { HostContext, Locals } from '../context.ts';
import { ownFailure } from '../failure.ts';
import type { Note } from './journal.ts';
import { noteNotified } from './note-notified.ts';

/**
 * What notes the handlers of a task in front of its steps, in the same chain. A task that works elsewhere, or in an
 * environment of its own, has them noted on its host at once.
 * @throws HostError when that fails
 */
export async function noteBefore(
  context: HostContext,
  task: { readonly task: Task; readonly locals: Locals },
  become: Become | undefined,
): Promise<Note | undefined> {
  if (context.line === context.home) return noteNotified(context, [task], become);
  const note = noteNotified(context, [task], context.playBecome());
  if (note !== undefined) await noteNow(context, note, context.playBecome());
  return undefined;
}

/** @throws HostError */
export async function noteNow({ home }: HostContext, note: Note, become: Become | undefined): Promise<void> {
  const noted = await home.write({ script: note.script, ...(become && { become }) });
  if (noted.exitCode === 0) return;
  note.forget();
  const { message } = ownFailure('note the handlers that this notifies; nothing was done', noted);
  throw new HostError('command-failed', message);
}
