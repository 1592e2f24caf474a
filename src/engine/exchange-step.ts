import type { CommandResult } from '../host.ts';
import type { Failure } from '../reporter.ts';
import type { Step } from '../resource.ts';
import type { StepRequest } from './step-request.ts';
import type { StepWatch } from './step-watch.ts';

type Exchange = Extract<Step, { readonly type: 'exchange' }>;

/**
 * Asks the host, replies, and lets it finish. Gives the first result that is a failure, or the last one; a failure of ours when the
 * controller does not reply to what the host said.
 *
 * @param send sends a request to the runner, in the chain of the steps
 */
export async function exchangeStep(
  step: Exchange,
  send: (request: StepRequest) => Promise<CommandResult>,
  watch: StepWatch,
): Promise<CommandResult | Failure> {
  watch.begin(step);
  const asked = await send({ script: step.ask, form: 'task', confidential: true, timeoutMs });
  if (asked.exitCode !== 0 || asked.skipped) return asked;
  let reply: Uint8Array;
  try {
    reply = await step.reply(asked.stdout);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { code: 'cannot-converge', message: `could not ${step.title}: ${why}` };
  }
  return await send({ script: step.finish, stdin: reply, form: 'task', confidential: true, timeoutMs });
}

/** A key of RSA may take its time on a small machine. */
const timeoutMs = 5 * 60_000;
