import { HostError } from '../diagnostics/errors.ts';
import type { Task } from '../playbook/model.ts';
import type { HostContext } from './context.ts';
import type { Entry } from './entry.ts';
import { Progress } from './progress.ts';
import type { Footing, TasksState } from './progress.ts';
import { takeTurn } from './turn.ts';
import { namesSetBy, openWindow } from './window.ts';

export interface TasksEnd {
  readonly state: TasksState;
  readonly tasksLeft: number;
}

/**
 * Runs a list of tasks on one host, with the meaning of one after the other. Reads ahead for a window of them: all at
 * first, one after a change, then twice as many each time while nothing changes.
 *
 * @param notified receives the handlers that changes notify
 * @param coming names that are on their way when this is called; `ready` resolves when they are there
 */
export async function runTasks(
  context: HostContext,
  tasks: readonly Task[],
  notified: Set<Task>,
  coming: { readonly names: readonly string[]; readonly ready: Promise<unknown> },
  footing: Footing,
): Promise<TasksEnd> {
  const progress = new Progress(context, tasks, notified, footing);
  const largest = 1 + context.readAhead;
  let size = largest;
  // The first entry of a window that is opened at its turn is not read ahead of it.
  let firstAhead = 1;
  let window: readonly Entry[] = openWindow(context, tasks, { task: 0, item: 0, items: undefined }, size, coming.names);
  await coming.ready;
  while (progress.position.task < tasks.length) {
    if (window.length === 0) {
      window = openWindow(context, tasks, progress.position, size, []);
      firstAhead = 1;
    }
    if (window.length === 0) progress.cannotPlan();
    const end = await workThrough(context, tasks, progress, window, firstAhead);
    if (end.state !== undefined) return { state: end.state, tasksLeft: tasks.length - progress.position.task };
    window = end.ahead;
    firstAhead = 0;
    size = end.calm ? Math.min(size * 2, largest) : 1;
  }
  return { state: 'done', tasksLeft: 0 };
}

interface WindowEnd {
  readonly state?: TasksState;
  /** Already opened for what comes next; empty when it has yet to be. */
  readonly ahead: readonly Entry[];
  /** Nothing was touched. */
  readonly calm: boolean;
}

/** Takes the turns of a window's entries until one touches the host, which voids what was read for the others. */
async function workThrough(
  context: HostContext,
  tasks: readonly Task[],
  progress: Progress,
  window: readonly Entry[],
  firstAhead: number,
): Promise<WindowEnd> {
  for (const [index, entry] of window.entries()) {
    if (context.stop.aborted) return { state: 'stopped', ahead: [], calm: true };
    // A failure met while reading ahead is none yet: at its turn it is read afresh.
    if (index >= firstAhead && (await failedAhead(entry))) return { ahead: [], calm: false };
    let ahead: readonly Entry[] = [];
    const begun = progress.begin(entry);
    const turn = await takeTurn(context, begun, progress.assuming, () => {
      ahead = openWindow(context, tasks, progress.after(entry), Math.min(1, context.readAhead), namesSetBy(entry));
    });
    const state = progress.finish(begun, turn);
    if (state !== undefined) return { state, ahead: [], calm: false };
    if (turn.touched) return { ahead: turn.outcome.status === 'failed' ? [] : ahead, calm: false };
  }
  return { ahead: [], calm: true };
}

async function failedAhead({ turn }: Entry): Promise<boolean> {
  if (turn.type === 'problem') return true;
  const reading = turn.type === 'resource' ? turn.inspection : turn.type === 'action' ? turn.guard : undefined;
  try {
    await reading;
    return false;
  } catch (error) {
    // A dead connection is dead for everybody; it need not be tried again.
    return !(error instanceof HostError && error.unreachable);
  }
}
