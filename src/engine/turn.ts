import { HostError } from '../diagnostics/errors.ts';
import { CannotConverge } from '../resource.ts';
import { act } from './act.ts';
import type { Guard } from '../action.ts';
import type { HostContext } from './context.ts';
import { converge } from './converge.ts';
import type { BegunEntry } from './entry.ts';
import { failureOf } from './failure.ts';
import { createStepWatch } from './step-watch.ts';
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
  try {
    return await takeTurnOrThrow(context, entry, assuming, readAhead);
  } catch (error) {
    // What stands in the way now may be gone when the changes before it have been made.
    if (error instanceof CannotConverge && assuming)
      return end({ status: 'would-change', changes: [], assuming, verified: false });
    const failure = failureOf(error);
    const lost = error instanceof HostError && error.unreachable;
    // The task's own host is there all the same.
    if (lost && entry.delegate !== undefined) {
      const message = `${entry.delegate.name}: ${failure.message}`;
      return end({ status: 'failed', failure: { ...failure, message }, ignored: false }, { touched: true });
    }
    // The host may have been written to when the error came.
    return end(lost ? { status: 'unreachable', failure } : { status: 'failed', failure, ignored: false }, {
      touched: true,
    });
  }
}

async function takeTurnOrThrow(
  context: HostContext,
  entry: BegunEntry,
  assuming: boolean,
  readAhead: () => void,
): Promise<TurnEnd> {
  const { turn } = entry;
  switch (turn.type) {
    case 'skip':
      return end({ status: 'skipped', why: turn.why });
    case 'problem':
      throw turn.error;
    case 'resource': {
      const before = await context.stopwatch.during('readMs', turn.inspection);
      if (before.changes.length === 0) {
        const stands = assuming
          ? ({ status: 'ok', verified: true, assuming } as const)
          : ({ status: 'ok', verified: true } as const);
        return end(stands, { result: before.facts });
      }
      if (context.mode !== 'run') {
        // What no step could reach is said in a plan, too, unless an earlier change may still provide it.
        if (!assuming) before.steps();
        const outcome = { status: 'would-change', changes: before.changes, assuming, verified: true } as const;
        return end(outcome, { result: before.facts });
      }
      const work = { bound: turn.bound, before };
      const watch = createStepWatch(context, entry.task.noLog ? undefined : entry.label);
      const [result] = await converge(context, [work], turn.become, readAhead, watch);
      if (result === undefined) throw new Error('one work has one result');
      return end(result.outcome, { result: result.facts, touched: true });
    }
    case 'reading':
      return act(context, entry, turn);
    case 'action': {
      const guard = turn.guard && (await context.stopwatch.during('readMs', turn.guard));
      if (guard?.needed === false) return end({ status: 'ok', verified: false, message: guard.why });
      if (context.mode !== 'run' && turn.bound.where === 'host') return notPerformed(context, entry, guard, assuming);
      // Nothing of a play's time is the host's when an action touches none.
      if (turn.bound.where === 'controller') return act(context, entry, turn);
      return context.stopwatch.during('writeMs', act(context, entry, turn));
    }
  }
}

/** What a plan says of an action that it does not perform. Only one with a guard has a state that can have drifted. */
function notPerformed(context: HostContext, entry: BegunEntry, guard: Guard | undefined, assuming: boolean): TurnEnd {
  const neverChanges = entry.task.changedWhen?.every((condition) => condition.text === 'false') ?? false;
  if (neverChanges) return end({ status: 'skipped', why: 'a plan runs no actions on hosts' }, { unknown: true });
  if (context.mode === 'verify' && guard === undefined)
    return end({ status: 'skipped', why: 'it has no lasting state that could be verified' }, { unknown: true });
  return end({ status: 'would-change', changes: [], assuming, verified: false }, { unknown: true });
}
