import type { Become, CommandResult } from '../host.ts';
import type { Failure } from '../reporter.ts';
import type { Step } from '../resource.ts';
import type { HostContext } from './context.ts';
import { commandFailure } from './failure.ts';
import { samePlaceScript } from './same-place.ts';
import { stepsRequests } from './steps-request.ts';
import type { StepsRequest } from './steps-request.ts';

/**
 * Sends the steps of several tasks all at once, as one chain: the host itself stops at the first that fails.
 *
 * @param paths where one of them is a link or lies behind one, nothing is done
 * @returns of each task, in order, up to the first that failed; nothing when nothing was done
 */
export async function sendSteps(
  context: HostContext,
  tasks: readonly (readonly Step[])[],
  become: Become | undefined,
  paths: readonly string[],
): Promise<readonly ('done' | Failure)[]> {
  const chain = context.line.nextChain();
  const as = { chain, ...(become && { become }) };
  const asked = paths.length === 0 ? undefined : context.line.write({ script: samePlaceScript(paths), ...as });
  const requests = stepsRequests(tasks.flat());
  const sent = requests.map(({ request }) => context.line.write({ ...request, ...as }));
  const [question, results] = await Promise.all([asked, Promise.all(sent)]);
  if (question !== undefined && question.exitCode !== 0) return [];
  return outcomesOf(tasks, requests, results);
}

function outcomesOf(
  tasks: readonly (readonly Step[])[],
  requests: readonly StepsRequest[],
  results: readonly CommandResult[],
): readonly ('done' | Failure)[] {
  let left = 0;
  let failure: Failure | undefined;
  for (const [index, { steps, read }] of requests.entries()) {
    const result = results[index];
    if (result === undefined || result.skipped) break;
    const { done, said } = read(result);
    left += done;
    const next = steps[done];
    if (next === undefined) continue;
    failure = commandFailure(titleOf(next), said);
    break;
  }
  const outcomes: ('done' | Failure)[] = [];
  for (const steps of tasks) {
    left -= steps.length;
    if (left >= 0) outcomes.push('done');
    else return failure === undefined ? outcomes : [...outcomes, failure];
  }
  return outcomes;
}

function titleOf(step: Step): string {
  switch (step.type) {
    case 'run':
      return step.title;
    case 'write':
      return `write ${step.path}`;
    case 'directory':
      return `make the directory ${step.path}`;
    case 'remove':
      return `remove ${step.path}`;
  }
}
