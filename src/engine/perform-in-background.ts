import { randomBytes } from 'node:crypto';
import type { ActionContext, ActionResult } from '../action.ts';
import { HostError } from '../diagnostics/errors.ts';
import { backgroundJob } from '../facts/background-job.ts';
import type { BackgroundJob } from '../facts/background-job.ts';
import type { Become, CommandResult } from '../host.ts';
import type { Background } from '../playbook/model.ts';
import type { HostContext } from './context.ts';
import { startJobRequest } from './start-job.ts';
import { sh } from '../shell.ts';
import { jobsDirectory } from '../facts/jobs-directory.ts';

/**
 * Performs an action whose one command is started in the background. With `poll: 0` it is left alone there; otherwise its end
 * is awaited, also over a connection that is lost and made anew.
 *
 * @param perform does the action with the `send` that it is given
 */
export async function performInBackground(
  context: HostContext,
  { seconds, pollSeconds }: Background,
  become: Become | undefined,
  perform: (send: ActionContext['send']) => Promise<ActionResult>,
): Promise<ActionResult> {
  const id = `j${randomBytes(8).toString('hex')}`;
  const as = become && { become };
  const begin = (request: Parameters<ActionContext['send']>[0]): Promise<CommandResult> =>
    context.line.write({ ...startJobRequest(id, seconds, request), ...as });
  const job = { ansible_job_id: id, started: 1 };

  if (pollSeconds === 0) {
    const { failed, result } = await perform(begin);
    if (failed !== undefined) return { changed: false, failed, result };
    return { changed: true, result: { ...job, finished: 0 }, message: `job ${id} runs in the background` };
  }
  const done = await perform(async (request) => {
    const begun = await begin(request);
    if (begun.exitCode !== 0) return begun;
    const end = await waitFor(context, id, become, pollSeconds);
    await context.line.write({ script: sh`${jobsDirectory}\nrm -rf -- "$jobs"/${id}`, ...as });
    return commandResult(end, seconds, begun);
  });
  return { ...done, result: { ...done.result, ...job, finished: 1 } };
}

async function waitFor(
  context: HostContext,
  id: string,
  become: Become | undefined,
  pollSeconds: number,
): Promise<BackgroundJob> {
  for (;;) {
    await context.sleep(pollSeconds * 1000);
    try {
      const job = await context.reader(become).read(backgroundJob, id);
      if (job.state !== 'running') return job;
    } catch (error) {
      // The job does not know of our connection.
      if (!(error instanceof HostError && error.unreachable)) throw error;
      await context.reconnect(patienceMs);
    }
  }
}

const patienceMs = 60_000;

function commandResult(job: BackgroundJob, seconds: number, begun: CommandResult): CommandResult {
  switch (job.state) {
    case 'finished':
      return { ...begun, exitCode: job.exitCode, stdout: job.stdout, stderr: job.stderr };
    case 'late':
      throw new HostError('timeout', `it took longer than ${seconds} s and was killed`);
    case 'unknown':
    case 'lost':
    case 'running':
      throw new HostError('fact-unreadable', 'it is gone without a result; was the host restarted?');
  }
}
