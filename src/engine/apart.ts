import type { Control } from '../action.ts';
import type { Task } from '../playbook/model.ts';
import type { HostContext } from './context.ts';
import type { Entry } from './entry.ts';
import type { Progress, TasksState } from './progress.ts';
import { takeTurn } from './turn.ts';

/** Whether a task concerns other hosts or waits, so that it is neither read ahead nor joined with others. */
export function isApart(task: Task): boolean {
  return task.delegateTo !== undefined || task.runOnce || task.throttle !== undefined || pauseOf(task) > 0;
}

function pauseOf({ loop }: Task): number {
  return loop?.pauseSeconds ?? 0;
}

/** How such a turn ended. */
export interface TurnApart {
  /** Nothing when the host goes on. */
  readonly state: TasksState | undefined;
  readonly control?: Control | undefined;
}

/** One turn of a task that stands apart, read when its turn has come. `open` begins it. */
export async function takeTurnApart(
  context: HostContext,
  progress: Progress,
  task: Task,
  open: () => Entry | undefined,
): Promise<TurnApart> {
  const { company } = context;
  if (task.runOnce && progress.position.items === undefined) {
    const end = await company.comeTo(task, context.host);
    if (end !== 'yours') return { state: context.stop.aborted ? 'stopped' : progress.adopt(task, end) };
  }
  if (progress.position.item > 0 && context.mode === 'run') await context.sleep(pauseOf(task) * 1000);
  const leaveTask = task.throttle === undefined ? undefined : await company.enter(task, task.throttle);
  try {
    if (context.stop.aborted) return { state: 'stopped' };
    return await onItsGround(context, progress, open);
  } finally {
    leaveTask?.();
  }
}

async function onItsGround(
  context: HostContext,
  progress: Progress,
  open: () => Entry | undefined,
): Promise<TurnApart> {
  const leave = await context.enter();
  let entry: Entry | undefined;
  try {
    entry = open();
    if (entry === undefined) return { state: progress.cannotPlan() };
    if (entry.delegate === undefined) return await turnOf(progress, entry);
  } finally {
    leave();
  }
  try {
    return await turnOf(progress, entry);
  } finally {
    await entry.delegate.release();
  }
}

async function turnOf(progress: Progress, entry: Entry): Promise<TurnApart> {
  const begun = progress.begin(entry);
  const turn = await takeTurn(entry.context, begun, progress.assuming, () => undefined);
  return { state: progress.finish(begun, turn), control: turn.control };
}
