import { HostError } from '../diagnostics/errors.ts';
import type { BoundResource, Inspection } from '../definition.ts';
import type { Become, CommandResult } from '../host.ts';
import type { Failure, Outcome } from '../reporter.ts';
import type { Step } from '../resource.ts';
import { commandFailure, failureOf, notConverged } from './failure.ts';
import { handled } from './entry.ts';
import type { HostContext } from './context.ts';
import { stepRequest } from './step-request.ts';

/**
 * The heart: applies what an inspection found to differ, and reads it back. The steps, the proof and whatever
 * `readAhead` asks for travel together: one round trip.
 */
export async function converge(
  context: HostContext,
  bound: BoundResource,
  before: Inspection,
  become: Become | undefined,
  readAhead: () => void,
): Promise<{ readonly outcome: Outcome; readonly facts: Inspection['facts'] }> {
  const steps = before.steps();
  const sent = handled(sendSteps(context, steps, become));
  const proof = handled(bound.inspect(context.reader(become)));
  readAhead();

  const failure = firstFailure(steps, await sent);
  if (failure !== undefined) return { outcome: { status: 'failed', failure, ignored: false }, facts: {} };
  try {
    const after = await proof;
    if (after.changes.length === 0)
      return { outcome: { status: 'changed', changes: before.changes, verified: true }, facts: after.facts };
    return { outcome: { status: 'failed', failure: notConverged(after.changes), ignored: false }, facts: after.facts };
  } catch (error) {
    // Whether the change holds cannot be said, nor anything else of this host.
    if (error instanceof HostError && error.unreachable) throw error;
    return { outcome: { status: 'failed', failure: failureOf(error), ignored: false }, facts: {} };
  }
}

/** All at once, as one chain: the host itself stops at the first that fails. */
function sendSteps(
  context: HostContext,
  steps: readonly Step[],
  become: Become | undefined,
): Promise<readonly CommandResult[]> {
  const chain = context.line.nextChain();
  return Promise.all(
    steps.map((step) => context.line.write({ ...stepRequest(step), chain, ...(become && { become }) })),
  );
}

function firstFailure(steps: readonly Step[], results: readonly CommandResult[]): Failure | undefined {
  const index = results.findIndex((result) => result.exitCode !== 0 && !result.skipped);
  const [step, result] = [steps[index], results[index]];
  return step && result && commandFailure(titleOf(step), result);
}

function titleOf(step: Step): string {
  switch (step.type) {
    case 'run':
      return step.title;
    case 'write':
      return `write ${step.path}`;
    case 'remove':
      return `remove ${step.path}`;
  }
}
