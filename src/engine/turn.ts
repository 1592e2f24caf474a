import { HostError } from '../diagnostics/errors.ts';
import { CannotConverge } from '../resource.ts';
import { act } from './act.ts';
import type { Guard } from '../action.ts';
import type { HostContext } from './context.ts';
import type { Become } from '../host.ts';
import type { TaskLabel } from '../reporter.ts';
import { converge } from './converge.ts';
import type { Converged } from './converge.ts';
import type { BegunEntry, Turn } from './entry.ts';
import { failureOf } from './failure.ts';
import { clearHandlers } from './journal/clear-handlers.ts';
import { taskKey } from './journal/task-key.ts';
import { firstRequest } from './journal/first-request.ts';
import { noteBefore, noteNow } from './journal/note-before.ts';
import { noteNotified } from './journal/note-notified.ts';
import { retried } from './retried.ts';
import { createStepWatch } from './step-watch.ts';
import type { StepWatch } from './step-watch.ts';
import { convergeGuarded } from './guard/guarded-converge.ts';
import type { GuardedWork } from './guard/guarded-converge.ts';
import { convergeOnTrial } from './guard/trial-converge.ts';
import { saveBefore } from './undo/save-before.ts';
import { end } from './turn-end.ts';
import type { TurnEnd } from './turn-end.ts';

/**
 * Does what an entry's turn asks for. `readAhead` is called at the moment when the next entries' questions can travel
 * together with this one's steps.
 */
export async function takeTurn(
  context: HostContext,
  entry: BegunEntry,
  assuming: boolean,
  readAhead: () => void,
): Promise<TurnEnd> {
  const { turn } = entry;
  const once = (work: (tries: number) => Promise<TurnEnd>) => (tries: number) =>
    orFailure(context, entry, assuming, () => work(tries));
  const again = (work: (tries: number) => Promise<TurnEnd>): Promise<TurnEnd> => retried(context, entry, once(work));
  switch (turn.type) {
    case 'skip':
      return end({ status: 'skipped', why: turn.why });
    case 'problem':
      return await orFailure(context, entry, assuming, () => {
        throw turn.error;
      });
    case 'resource': {
      const keep = (tries: number): Promise<TurnEnd> =>
        keepResource(context, entry, turn, { assuming, readAhead, tries });
      return await (context.mode === 'run' ? again(keep) : once(keep)(1));
    }
    case 'reading':
      return await again((tries) => act(context, entry, turn, tries));
    case 'action':
      return await once(() => takeActionTurn(context, entry, turn, assuming, again))(1);
  }
}

/** What may be thrown, as the end of a turn. */
async function orFailure(
  context: HostContext,
  entry: BegunEntry,
  assuming: boolean,
  work: () => Promise<TurnEnd>,
): Promise<TurnEnd> {
  try {
    return await work();
  } catch (error) {
    // What stands in the way now may be gone when the changes before it have been made.
    if (error instanceof CannotConverge && assuming)
      return end({ status: 'would-change', changes: [], assuming, verified: false });
    const failure = failureOf(error);
    const lost = error instanceof HostError && error.unreachable;
    if (lost && (entry.delegate !== undefined || entry.task.ignoreUnreachable)) await context.line.drop();
    if (lost && entry.delegate === undefined) return end({ status: 'unreachable', failure }, { touched: true });
    // The task's own host is there all the same.
    const message = lost ? `${entry.delegate?.name ?? ''}: ${failure.message}` : failure.message;
    // The host may have been written to when the error came.
    return end({ status: 'failed', failure: { ...failure, message }, ignored: false }, { touched: true });
  }
}

async function keepResource(
  context: HostContext,
  entry: BegunEntry,
  { bound, become, inspection }: Extract<Turn, { readonly type: 'resource' }>,
  {
    assuming,
    readAhead,
    tries,
  }: { readonly assuming: boolean; readonly readAhead: () => void; readonly tries: number },
): Promise<TurnEnd> {
  const fresh = tries === 1 ? inspection : bound.inspect(context.reader(become));
  const before = await context.stopwatch.during('readMs', fresh);
  if (before.changes.length === 0) {
    const stands = assuming
      ? ({ status: 'ok', verified: true, assuming } as const)
      : ({ status: 'ok', verified: true } as const);
    return end(stands, { result: before.facts });
  }
  if (context.mode !== 'run') {
    // What no step could reach is said in a plan, too, unless an earlier change may still provide it.
    if (!assuming) before.steps();
    const changes = context.line === context.home ? context.applied.explained(before) : before.changes;
    const outcome = { status: 'would-change', changes, assuming, verified: true } as const;
    return end(outcome, { result: before.facts });
  }
  const label = entry.task.noLog ? undefined : entry.label;
  const watch = createStepWatch(context, label);
  // Another try would void what is read along with this one.
  const along = entry.task.until === undefined ? readAhead : (): void => undefined;
  const work = { bound, before, by: taskKey(context.play.name, entry.task) };
  const { protection } = before;
  await saveBefore(context, [{ before, what: entry.label.name }], become);
  const note = firstRequest(context, [{ task: entry.task, before }], await noteBefore(context, entry, become));
  const [result] =
    protection === undefined
      ? await converge(context, [work], become, along, watch, [], note)
      : [await underGuard(context, { work, protection, note }, become, watch, label)];
  if (result === undefined) throw new Error('one work has one result');
  return end(result.outcome, { result: result.facts, touched: true });
}

function underGuard(
  context: HostContext,
  work: GuardedWork,
  become: Become | undefined,
  watch: StepWatch,
  label: TaskLabel | undefined,
): Promise<Converged> {
  const { trial } = work.protection;
  if (trial?.settledBy !== 'host') return convergeGuarded(context, work, become, watch, label);
  return convergeOnTrial(context, work, trial, become, label);
}

async function takeActionTurn(
  context: HostContext,
  entry: BegunEntry,
  turn: Extract<Turn, { readonly type: 'action' }>,
  assuming: boolean,
  again: (work: (tries: number) => Promise<TurnEnd>) => Promise<TurnEnd>,
): Promise<TurnEnd> {
  const guard = turn.guard && (await context.stopwatch.during('readMs', turn.guard));
  if (guard?.needed === false) return end({ status: 'ok', verified: false, message: guard.why });
  if (context.mode !== 'run' && turn.bound.where === 'host') return notPerformed(context, entry, guard, assuming);
  const perform = async (): Promise<TurnEnd> => {
    // What it would notify is noted before it is known whether it changes anything.
    const keeper = context.playBecome();
    const note = context.mode === 'run' ? noteNotified(context, [entry], keeper) : undefined;
    if (note !== undefined) await noteNow(context, note, keeper);
    const done = await again((tries) => act(context, entry, turn, tries));
    // A handler does nothing but tell others, and does so once more when all is back.
    if (done.outcome.status === 'changed' && turn.bound.where === 'host' && !entry.label.handler)
      context.undo?.last(entry.label.name);
    if (done.outcome.status === 'ok' && note !== undefined) await clearHandlers(context, note.handlers);
    return done;
  };
  // Nothing of a play's time is the host's when an action touches none.
  if (turn.bound.where === 'controller') return await perform();
  return await context.stopwatch.during('writeMs', perform());
}

/** What a plan says of an action that it does not perform. Only one with a guard has a state that can have drifted. */
function notPerformed(context: HostContext, entry: BegunEntry, guard: Guard | undefined, assuming: boolean): TurnEnd {
  const neverChanges = entry.task.changedWhen?.every((condition) => condition.text === 'false') ?? false;
  if (neverChanges) return end({ status: 'skipped', why: 'a plan runs no actions on hosts' }, { unknown: true });
  if (context.mode === 'verify' && guard === undefined)
    return end({ status: 'skipped', why: 'it has no lasting state that could be verified' }, { unknown: true });
  return end({ status: 'would-change', changes: [], assuming, verified: false }, { unknown: true });
}
