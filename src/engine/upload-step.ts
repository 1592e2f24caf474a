import type { Become, CommandResult } from '../host.ts';
import type { HostContext } from './context.ts';
import type { StepRequest } from './step-request.ts';
import type { StepWatch } from './step-watch.ts';
import { uploadScripts } from './upload-scripts.ts';
import type { Upload } from './upload-scripts.ts';

/**
 * Brings big content to the host: asks what is there already, streams the rest over a line of its own, checks the whole and
 * puts it in its place. Gives the first result that is a failure, or the last one.
 *
 * @param send sends a request to the runner, in the chain of the steps
 */
export async function uploadStep(
  context: HostContext,
  step: Upload,
  become: Become | undefined,
  send: (request: StepRequest) => Promise<CommandResult>,
  watch: StepWatch,
): Promise<CommandResult> {
  watch.begin(step);
  const { content } = step;
  const { begin, append, finish } = uploadScripts(step, await content.digest());
  const begun = await send({ script: begin, form: 'task', timeoutMs: shortMs });
  if (begun.exitCode !== 0) return begun;
  const have = Number(Buffer.from(begun.stdout).toString('latin1'));
  if (have < content.size) {
    const appended = await context.line.upload({
      script: append(have),
      input: content.open(have),
      size: content.size - have,
      onSent: (bytes) => watch.sent(step, have + bytes, content.size),
      ...(become && { become }),
    });
    if (appended.exitCode !== 0) return appended;
  }
  // Hashing reads as fast as a slow disk at least, and the user's check may take its time.
  const timeoutMs = finishMs + Math.ceil(content.size / slowestBytesPerMs);
  return await send({ script: finish, form: 'task', timeoutMs });
}

const shortMs = 60_000;
const finishMs = 10 * 60_000;
const slowestBytesPerMs = 5000;
