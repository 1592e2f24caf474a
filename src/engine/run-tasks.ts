import { HostError } from '../diagnostics/errors.ts';
import type { Control } from '../action.ts';
import type { Task } from '../playbook/model.ts';
import { blockFlow } from './block-flow.ts';
import type { HostContext } from './context.ts';
import { entriesToJoin } from './entries-to-join.ts';
import type { Entry } from './entry.ts';
import type { Wish } from './lock-step.ts';
import { Forecast } from './forecast.ts';
import { Progress } from './progress.ts';
import type { Footing, TasksState } from './progress.ts';
import { takeJointTurn } from './joint-turn.ts';
import { takeTurn } from './turn.ts';
import { isApart, takeTurnApart } from './apart.ts';
import { namesSetBy, openAlone, openWindow, othersSet } from './window.ts';

/** What a list of tasks is part of. */
export interface Steering {
  /** Runs the handlers that were notified. */
  flush(): Promise<TasksEnd>;
  /** Whether the rest of the list shall be left out. */
  isOver(): boolean;
}

export interface TasksEnd {
  readonly state: TasksState;
  readonly tasksLeft: number;
  /** The task that the host was lost in. */
  readonly endedBy?: Task | undefined;
}

/**
 * Runs a list of tasks on one host, with the meaning of one after the other. Reads ahead for a window of them: all at
 * first; after a change, up to the next that by the void reading will change something, too.
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
  steering: Steering,
): Promise<TasksEnd> {
  const flow = blockFlow(tasks);
  const progress = new Progress(context, flow, notified, footing);
  const forecast = new Forecast();
  const open: Opener = (from, size, names) => openWindow(context, flow, from, size, names, forecast);
  const largest = 1 + context.readAhead;
  // The first entry of a window that is opened at its turn is not read ahead of it.
  let firstAhead = 1;
  let window = open(progress.position, largest, [...coming.names, ...othersSet(context)]);
  await context.stopwatch.during('readMs', coming.ready);
  while (progress.position.task < tasks.length) {
    if (steering.isOver()) break;
    const task = tasks[progress.position.task];
    if (task !== undefined && isApart(task)) {
      const wish = await reach(context, task);
      if (wish === 'stop') return { state: 'stopped', tasksLeft: progress.tasksLeft };
      const apart = await takeTurnApart(context, progress, task, () => {
        const opened = openAlone(context, flow, progress.position);
        return opened !== undefined && wish === 'pass' ? passedOver(opened) : opened;
      });
      const state = apart.state ?? (await obey(context, apart.control, steering));
      if (state !== undefined) return endOf(state, progress);
      window = [];
      continue;
    }
    if (window.length === 0) {
      await reach(context, tasks[progress.position.task]);
      window = open(progress.position, largest, []);
      firstAhead = 1;
    }
    const state = window.length === 0 ? progress.cannotPlan() : undefined;
    const end =
      state === undefined
        ? await workThrough(context, progress, window, firstAhead, open, steering)
        : { state, ahead: [] };
    const last = end.state ?? (await obey(context, end.control, steering));
    if (last !== undefined) return endOf(last, progress);
    window = end.ahead;
    firstAhead = 0;
  }
  return { state: 'done', tasksLeft: 0 };
}

function endOf(state: TasksState, { tasksLeft, endedBy }: Progress): TasksEnd {
  return { state, tasksLeft: state === 'done' ? 0 : tasksLeft, endedBy };
}

/** Opens a window of at most `size` entries; `names` are on their way. */
type Opener = (from: Progress['position'], size: number, names: readonly string[]) => readonly Entry[];

interface WindowEnd {
  readonly state?: TasksState;
  readonly control?: Control | undefined;
  /** Already opened for what comes next; empty when it has yet to be. */
  readonly ahead: readonly Entry[];
}

/** Takes the turns of a window's entries until one touches the host, which voids what was read for the others. */
async function workThrough(
  context: HostContext,
  progress: Progress,
  window: readonly Entry[],
  firstAhead: number,
  open: Opener,
  steering: Steering,
): Promise<WindowEnd> {
  for (const [index, opened] of window.entries()) {
    if (steering.isOver()) return { state: 'done', ahead: [] };
    if (!progress.isAt(opened)) return { ahead: [] };
    const wish = await reach(context, opened.task);
    if (wish === 'stop' || context.stop.aborted) return { state: 'stopped', ahead: [] };
    const entry = wish === 'pass' ? passedOver(opened) : opened;
    const leave = await context.enter();
    try {
      // What was read before another host's task wrote here is void.
      if (entry.visits !== context.visits) return { ahead: [] };
      // A failure met while reading ahead is none yet: at its turn it is read afresh.
      if (index >= firstAhead && (await failedAhead(context, entry))) return { ahead: [] };
      const end = await takeNext(context, progress, [entry, ...window.slice(index + 1)], entry, open);
      if (end !== undefined) return end;
    } finally {
      leave();
    }
  }
  return { ahead: [] };
}

async function reach({ lockStep, host }: HostContext, task: Task | undefined): Promise<Wish> {
  return lockStep === undefined || task === undefined ? 'do' : lockStep.reach(host, task);
}

function passedOver(entry: Entry): Entry {
  return { ...entry, turn: { type: 'skip', why: 'it was passed over' } };
}

/** Takes the turn of a window's first entry, and of those that can be joined with it; nothing when the window still stands. */
async function takeNext(
  context: HostContext,
  progress: Progress,
  window: readonly Entry[],
  entry: Entry,
  open: Opener,
): Promise<WindowEnd | undefined> {
  const joined =
    context.lockStep === undefined
      ? await context.stopwatch.during('readMs', entriesToJoin(context, window))
      : undefined;
  let ahead: readonly Entry[] = [];
  const readAheadOf = (entries: readonly Entry[]) => (): void => {
    const next = progress.after(entries.at(-1) ?? entry);
    if (next !== undefined)
      ahead = open(next, context.readAhead, [...entries.flatMap(namesSetBy), ...othersSet(context)]);
  };
  const begun = progress.begin(entry);
  if (joined !== undefined) {
    const readAhead = readAheadOf(joined.members.map((each) => each.entry));
    const turns = await takeJointTurn(context, progress, begun, joined, readAhead);
    if (turns?.state !== undefined) return { state: turns.state, ahead: [] };
    // Otherwise nothing was touched, and the first of them takes its turn alone.
    if (turns !== undefined) return { ahead: turns.complete ? ahead : [] };
  }
  const turn = await takeTurn(entry.context, begun, progress.assuming, readAheadOf([entry]));
  const state = progress.finish(begun, turn);
  if (state !== undefined) return { state, ahead: [] };
  if (turn.control !== undefined && (turn.control !== 'flush_handlers' || progress.owesHandlers))
    return { control: turn.control, ahead: [] };
  const { status } = turn.outcome;
  if (turn.touched) return { ahead: status === 'failed' || status === 'unreachable' ? [] : ahead };
  return undefined;
}

/** Does what a `meta` asks for; says when it was the host's last task. */
async function obey(
  { company }: HostContext,
  control: Control | undefined,
  steering: Steering,
): Promise<TasksState | undefined> {
  switch (control) {
    case undefined:
      return undefined;
    case 'flush_handlers': {
      const { state } = await steering.flush();
      return state === 'done' ? undefined : state;
    }
    case 'end_batch':
    case 'end_play':
      company.dismiss(control);
      return 'done';
    case 'end_host':
      return 'done';
  }
}

async function failedAhead({ stopwatch }: HostContext, { turn }: Entry): Promise<boolean> {
  if (turn.type === 'problem') return true;
  try {
    await stopwatch.during<unknown>('readMs', readingOf(turn) ?? Promise.resolve());
    return false;
  } catch (error) {
    // A dead connection is dead for everybody; it need not be tried again.
    return !(error instanceof HostError && error.unreachable);
  }
}

function readingOf(turn: Entry['turn']): Promise<unknown> | undefined {
  switch (turn.type) {
    case 'resource':
      return turn.inspection;
    case 'action':
      return turn.guard;
    case 'reading':
      return turn.result;
    case 'skip':
    case 'problem':
      return undefined;
  }
}
