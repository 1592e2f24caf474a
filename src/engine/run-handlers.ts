import type { Task } from '../playbook/model.ts';
import type { HostContext } from './context.ts';
import { runTasks } from './run-tasks.ts';
import type { Steering, TasksEnd } from './run-tasks.ts';

/**
 * Runs the handlers that were notified, in the order in which they are written, each once; those that they notify, too. Who
 * ran is taken from `notified`, and may be notified again.
 */
export async function runHandlers(context: HostContext, notified: Set<Task>): Promise<TasksEnd> {
  const ran = new Set<Task>();
  let end: TasksEnd = { state: 'done', tasksLeft: 0 };
  for (;;) {
    const next = context.play.handlers.find((handler) => notified.has(handler) && !ran.has(handler));
    if (end.state !== 'done' || next === undefined) break;
    ran.add(next);
    end = { ...(await runTasks(context, [next], notified, nothingComing, 'assuming', steering)), tasksLeft: 0 };
    if (end.state !== 'done') ran.delete(next);
  }
  for (const handler of ran) notified.delete(handler);
  return end;
}

/** What is notified while handlers run has its turn among them, and no `meta` keeps them from it. */
const steering: Steering = {
  flush: () => Promise.resolve({ state: 'done', tasksLeft: 0 }),
  isOver: () => false,
};

const nothingComing = { names: [], ready: Promise.resolve() };
