import { HostError } from '../diagnostics/errors.ts';
import type { HostContext } from './context.ts';
import { converge } from './converge.ts';
import type { Converged, Work } from './converge.ts';
import type { JoinedEntries, Member } from './entries-to-join.ts';
import type { BegunEntry } from './entry.ts';
import { failureOf } from './failure.ts';
import { handlerName } from './journal/handler-name.ts';
import { firstRequest } from './journal/first-request.ts';
import { taskKey } from './journal/task-key.ts';
import { noteNotified } from './journal/note-notified.ts';
import { saveBefore } from './undo/save-before.ts';
import type { Progress, TasksState } from './progress.ts';
import { createStepWatch } from './step-watch.ts';
import { end } from './turn-end.ts';
import type { TurnEnd } from './turn-end.ts';

/** How the turns of joined entries ended. */
export interface JointEnd {
  /** Nothing when the host goes on. */
  readonly state: TasksState | undefined;
  /** All of them had their turn; otherwise one failed and the rest have yet to. */
  readonly complete: boolean;
}

/**
 * Takes the turns of joined entries, the first of which has begun: their steps travel together, and each is reported as
 * if it had been alone. Nothing when texts did not tell all about the paths: then nothing was touched.
 */
export async function takeJointTurn(
  context: HostContext,
  progress: Progress,
  first: BegunEntry,
  { members, become, paths }: JoinedEntries,
  readAhead: () => void,
): Promise<JointEnd | undefined> {
  let results: readonly Converged[];
  try {
    const watch = createStepWatch(context, first.task.noLog ? undefined : first.label);
    const changing = members.filter(differs).map(({ entry }) => entry);
    const works = members.flatMap(({ entry, before }) =>
      before === undefined || before.changes.length === 0 ? [] : [{ task: entry.task, before }],
    );
    await saveBefore(
      context,
      works.map(({ task, before }) => ({ before, what: handlerName(task) })),
      become,
    );
    const note = firstRequest(context, works, noteNotified(context, changing, become));
    results = await converge(
      context,
      members.flatMap((member) => workOf(context.play.name, member)),
      become,
      readAhead,
      watch,
      paths,
      note,
    );
  } catch (error) {
    const failure = failureOf(error);
    const lost = error instanceof HostError && error.unreachable;
    if (lost && first.task.ignoreUnreachable) await context.line.drop();
    const outcome = lost
      ? ({ status: 'unreachable', failure } as const)
      : ({ status: 'failed', failure, ignored: false } as const);
    return { state: progress.finish(first, end(outcome, { touched: true })), complete: false };
  }
  if (results.length === 0) return undefined;
  const left = [...results];
  for (const [index, member] of members.entries()) {
    // A failure before may have led the host elsewhere, or to the same task on its way out.
    if (index > 0 && !progress.isAt(member.entry)) return { state: undefined, complete: false };
    const turn = turnOf(member, left);
    if (turn === undefined) return { state: undefined, complete: false };
    const state = progress.finish(index === 0 ? first : progress.begin(member.entry), turn);
    if (state !== undefined) return { state, complete: false };
  }
  return { state: undefined, complete: true };
}

function differs({ before }: Member): boolean {
  return before !== undefined && before.changes.length > 0;
}

function workOf(play: string, { entry: { turn, task }, before }: Member): readonly Work[] {
  if (turn.type !== 'resource' || before === undefined || before.changes.length === 0) return [];
  return [{ bound: turn.bound, before, by: taskKey(play, task) }];
}

/** Takes the next result where the member has one. Nothing when a failure before has kept it from its turn. */
function turnOf({ entry, before }: Member, left: Converged[]): TurnEnd | undefined {
  if (entry.turn.type === 'skip') return end({ status: 'skipped', why: entry.turn.why });
  if (before === undefined || before.changes.length === 0)
    return end({ status: 'ok', verified: true }, { result: before?.facts ?? {} });
  const result = left.shift();
  return result && end(result.outcome, { result: result.facts, touched: true });
}
