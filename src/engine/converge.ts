import { HostError } from '../diagnostics/errors.ts';
import type { BoundResource, Inspection } from '../definition.ts';
import type { Become } from '../host.ts';
import type { Failure, Outcome } from '../reporter.ts';
import { failureOf, notConverged } from './failure.ts';
import { handled } from './entry.ts';
import type { HostContext } from './context.ts';
import { performSteps } from './perform-steps.ts';
import { isConversation } from './step-request.ts';
import type { FirstRequest } from './perform-steps.ts';
import type { StepWatch } from './step-watch.ts';

/** One resource that an inspection found to differ. */
export interface Work {
  readonly bound: BoundResource;
  readonly before: Inspection;
  /** The task, as its file has it. */
  readonly by: string;
}

export interface Converged {
  readonly outcome: Outcome;
  readonly facts: Inspection['facts'];
}

/**
 * The heart: applies what inspections found to differ, and reads it back. The steps, the proofs and whatever `readAhead`
 * asks for travel together: one round trip.
 *
 * @param paths where one of them is a link or lies behind one, nothing is done
 * @param note what must succeed before the first step
 * @returns how each ended, up to the first that failed; nothing when nothing was done
 */
export async function converge(
  context: HostContext,
  works: readonly Work[],
  become: Become | undefined,
  readAhead: () => void,
  watch: StepWatch,
  paths: readonly string[] = [],
  note?: FirstRequest,
): Promise<readonly Converged[]> {
  const { stopwatch } = context;
  const tasks = works.map(({ before, by }) => ({ by, steps: before.steps() }));
  const sent = handled(performSteps(context, tasks, become, watch, paths, note));
  // Nothing may be read before the last word is said.
  if (tasks.some(({ steps }) => steps.some(isConversation))) await stopwatch.during('writeMs', sent);
  const proofs = works.map(({ bound }) => handled(bound.inspect(context.reader(become))));
  readAhead();

  const results: Converged[] = [];
  const steps = await stopwatch.during('writeMs', sent);
  for (const [index, step] of steps.entries()) {
    const [work, proof] = [works[index], proofs[index]];
    if (work === undefined || proof === undefined) break;
    const result = step === 'done' ? await proven(work, stopwatch.during('proveMs', proof)) : failed(step);
    results.push(result);
    if (result.outcome.status !== 'failed') continue;
    const more = steps.slice(index + 1).filter((each) => each === 'done').length;
    // What was sure to hold does not: only then were others applied behind a failure.
    return more === 0 ? results : [...results.slice(0, -1), failed(appliedBehind(result.outcome.failure, more))];
  }
  return results;
}

async function proven({ before }: Work, proof: Promise<Inspection>): Promise<Converged> {
  try {
    const after = await proof;
    if (after.changes.length === 0)
      return { outcome: { status: 'changed', changes: before.changes, verified: true }, facts: after.facts };
    return failed(notConverged(after.changes), after.facts);
  } catch (error) {
    // Whether the change holds cannot be said, nor anything else of this host.
    if (error instanceof HostError && error.unreachable) throw error;
    return failed(failureOf(error));
  }
}

function failed(failure: Failure, facts: Inspection['facts'] = {}): Converged {
  return { outcome: { status: 'failed', failure, ignored: false }, facts };
}

function appliedBehind(failure: Failure, count: number): Failure {
  const tasks = count === 1 ? 'the next task was' : `the next ${count} tasks were`;
  return { ...failure, hint: `${tasks} applied already, sent together with this one` };
}
