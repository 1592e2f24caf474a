import type { Task } from '../playbook/model.ts';
import type { HostContext } from './context.ts';
import { clearHandlers } from './journal/clear-handlers.ts';
import { handlerName } from './journal/handler-name.ts';
import { runTasks } from './run-tasks.ts';
import type { Steering, TasksEnd } from './run-tasks.ts';

/**
 * Runs the handlers that were notified, in the order in which they are written, each once; those that they notify, too. Who
 * ran is taken from `notified`, and may be notified again.
 */
export async function runHandlers(context: HostContext, notified: Set<Task>): Promise<TasksEnd> {
  for (const handler of ofEarlierRuns(context)) {
    if (!notified.has(handler)) announce(context, handler);
    notified.add(handler);
  }
  const ran = new Set<Task>();
  const clearing: Promise<void>[] = [];
  let end: TasksEnd = { state: 'done', tasksLeft: 0 };
  for (;;) {
    const next = context.play.handlers.find((handler) => notified.has(handler) && !ran.has(handler));
    if (end.state !== 'done' || next === undefined) break;
    ran.add(next);
    end = { ...(await runTasks(context, [next], notified, nothingComing, 'assuming', steering)), tasksLeft: 0 };
    if (end.state === 'done') clearing.push(clearHandlers(context, [next]));
    else ran.delete(next);
  }
  await Promise.all(clearing);
  for (const handler of ran) notified.delete(handler);
  return end;
}

/** What is notified while handlers run has its turn among them, and no `meta` keeps them from it. */
const steering: Steering = {
  flush: () => Promise.resolve({ state: 'done', tasksLeft: 0 }),
  isOver: () => false,
};

/** Of this play: what runs that died, or failed, have left to do. */
function ofEarlierRuns({ play, journal }: HostContext): readonly Task[] {
  return play.handlers.filter((handler) => journal.owes(play.name, handler));
}

function announce({ host, emit }: HostContext, handler: Task): void {
  emit({ type: 'handler.owed', host, handler: handlerName(handler) });
}

const nothingComing = { names: [], ready: Promise.resolve() };
