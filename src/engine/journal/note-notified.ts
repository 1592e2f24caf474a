import type { Become } from '../../host.ts';
import type { Scope } from '../../language/scope.ts';
import type { Task } from '../../playbook/model.ts';
import type { HostContext, Locals } from '../context.ts';
import { notifiedHandlers } from '../notified-handlers.ts';
import type { Note } from './journal.ts';

/** Notes on the host which handlers these tasks would notify; nothing when there are none, or all are noted. */
export function noteNotified(
  context: HostContext,
  tasks: readonly { readonly task: Task; readonly locals: Locals }[],
  become: Become | undefined,
): Note | undefined {
  const handlers = new Set(tasks.flatMap((each) => handlersOf(context, each)));
  return handlers.size === 0 ? undefined : context.journal.note(context.play.name, [...handlers], become);
}

function handlersOf(
  context: HostContext,
  { task, locals }: { readonly task: Task; readonly locals: Locals },
): readonly Task[] {
  const scope = (): Scope => context.scopeOf(task, locals, context.unknown);
  return task.notify.flatMap((wish) => {
    const notified = notifiedHandlers(context.play, task, wish, scope);
    // What is lost is said when it would have been notified.
    return 'lost' in notified ? [] : notified.handlers;
  });
}
