import type { Become, CommandResult } from '../../host.ts';
import type { Failure } from '../../reporter.ts';
import type { Step, Trial } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { HostContext } from '../context.ts';
import { ownFailure } from '../failure.ts';
import type { FirstRequest } from '../perform-steps.ts';
import { isConversation } from '../step-request.ts';
import type { SentStep } from '../step-request.ts';
import { guardDirectory } from './guard.ts';
import type { Guard } from './guard.ts';
import { undoNowScript } from './settle-scripts.ts';
import { trialScript } from './trial-script.ts';

/** `held` when the proofs hold; settled when the trial says that the host has the last word, else still armed. */
export type TrialEnd = { readonly type: 'held' } | { readonly type: 'failed'; readonly failure: Failure };

/**
 * Lets the host check a change, make it, prove it and, if a proof fails, undo it: in one request, which the host finishes
 * although the connection dies under it.
 */
export async function applyOnTrial(
  context: HostContext,
  guard: Guard,
  trial: Trial,
  steps: readonly Step[],
  note: FirstRequest | undefined,
  become: Become | undefined,
  say: (message: string) => void,
): Promise<TrialEnd> {
  const { script, stdin } = trialScript(guard, trial, steps.map(sent), note);
  const result = await context.line.write({
    script,
    form: 'task',
    onDisconnect: 'finish',
    ...(stdin.length > 0 && { stdin }),
    ...(become && { become }),
    onOutput: (stream, chunk) => {
      if (stream !== 'stdout') return;
      for (const [, title = ''] of Buffer.from(chunk)
        .toString('utf8')
        .matchAll(/^now (.*)$/gm))
        say(title);
    },
  });
  if (result.exitCode === 0) return { type: 'held' };
  const failure = failureIn(guard, result) ?? (await undoneAfterAll(context, guard, become, result));
  if (failure.code === 'command-failed') note?.forget();
  return { type: 'failed', failure };
}

/** Somebody has killed what would have settled it. */
async function undoneAfterAll(
  context: HostContext,
  guard: Guard,
  become: Become | undefined,
  result: CommandResult,
): Promise<Failure> {
  const script = sh`[ -d ${guardDirectory(guard)} ] || exit 0\n${undoNowScript(guard, 60)}`;
  const undone = await context.line.write({ script, form: 'task', onDisconnect: 'finish', ...(become && { become }) });
  const said = ownFailure('settle it: what did so was killed on the host', result);
  if (undone.exitCode !== 0) return stuck(guard, said, said.message);
  return {
    ...said,
    code: 'rolled-back',
    message: `the host put back what was there before, because it ${said.message}`,
  };
}

function stuck(guard: Guard, said: Failure, why: string): Failure {
  return {
    ...said,
    code: 'rollback-failed',
    message: `the host ${why}, and the old state is not back`,
    hint: `what was saved is in ${guardDirectory(guard)} on the host`,
  };
}

/** A resource that is applied on trial holds all of its content in memory, before it is sent. */
function sent(step: Step): SentStep {
  if (isConversation(step)) throw new TypeError('what needs a conversation cannot be put on trial');
  return step;
}

/** What the last words say; nothing when there were none. */
function failureIn(guard: Guard, result: CommandResult): Failure | undefined {
  const stdout = Buffer.from(result.stdout).toString('utf8');
  const [, end, title = '', evidence = ''] = /^(refused|undone|stuck) ?(.*)\n([^]*)$/m.exec(stdout) ?? [];
  const said = ownFailure(title, { ...result, stdout: Buffer.from(evidence.trim()) });
  const reason = said.message.replace(/^could not /, '');
  switch (end) {
    case 'undone':
      return {
        ...said,
        code: 'rolled-back',
        message: `the host put back what was there before, because it could not ${reason}`,
      };
    case 'stuck':
      return stuck(guard, said, said.message);
    case 'refused':
      return refused(guard, result);
    case undefined:
    default:
      return undefined;
  }
}

/** People know the files by the names that they will have. */
function refused(guard: Guard, result: CommandResult): Failure {
  const stderr = Buffer.from(result.stderr)
    .toString('utf8')
    .replaceAll(`${guardDirectory(guard)}/staged`, '');
  const said = ownFailure('pass its check', { ...result, stdout: new Uint8Array(), stderr: Buffer.from(stderr) });
  return {
    ...said,
    message: said.message.replace(/^could not pass its check/, 'the check refused it, and nothing was changed'),
  };
}
