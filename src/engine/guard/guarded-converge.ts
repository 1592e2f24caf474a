import { randomBytes } from 'node:crypto';
import { HostError } from '../../diagnostics/errors.ts';
import type { Become, CommandResult } from '../../host.ts';
import type { Failure, TaskLabel } from '../../reporter.ts';
import type { Change, Protection } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { HostContext } from '../context.ts';
import type { Converged, Work } from '../converge.ts';
import { ownFailure, failureOf, notConverged } from '../failure.ts';
import type { Renewed } from '../host-line.ts';
import { performSteps } from '../perform-steps.ts';
import type { FirstRequest } from '../perform-steps.ts';
import type { StepWatch } from '../step-watch.ts';
import { applyOnTrial } from './apply-on-trial.ts';
import { armScript } from './arm-script.ts';
import type { Guard } from './guard.ts';
import { guardDirectory } from './guard.ts';
import { confirmScript, undoNowScript } from './settle-scripts.ts';

/**
 * Applies what can cut us off so that the host undoes it unless it is confirmed: saves the old state, starts a timer on the
 * host, applies, opens a new connection (an old one survives a lock-out), reads back over that, and only then stops the
 * timer. Whatever goes wrong in between, the old state comes back, at our word or without us, and that it did is looked at.
 *
 * @param task whose progress is told; nothing when it shall not be
 */
export async function convergeGuarded(
  context: HostContext,
  { work, protection, note }: GuardedWork,
  become: Become | undefined,
  watch: StepWatch,
  task: TaskLabel | undefined,
): Promise<Converged> {
  const { seconds } = context.guard;
  const guard: Guard = { ...context.guard, token: randomBytes(16).toString('hex'), protection };
  const say = (message: string): void => {
    if (task !== undefined) context.emit({ type: 'task.progress', host: context.host, task, message });
  };
  const send = (script: Command, timeoutMs?: number): Promise<CommandResult> =>
    context.line.write({
      script,
      form: 'task',
      onDisconnect: 'finish',
      ...(become && { become }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });

  // What cannot be done at all is said before anything is armed.
  const steps = work.before.steps();
  const { trial } = protection;
  if (trial !== undefined) {
    const tried = await applyOnTrial(context, guard, trial, steps, note, become, say);
    if (tried.type === 'failed') return failed(tried.failure);
  } else {
    const armed = await send(armScript(guard));
    if (armed.exitCode !== 0) return failed(ownFailure('arm the rollback; nothing was changed', armed));
  }
  const endsMs = context.now() + seconds * 1000;
  say(`undone in ${seconds} s unless a new connection confirms it`);
  let renewed: Renewed | undefined;
  let failure: Failure;
  try {
    const [step] =
      trial === undefined
        ? await performSteps(context, [{ by: work.by, steps }], become, watch, [], firstOf(guard, note))
        : (['done'] as const);
    if (step === undefined) throw new Error('one task has one result');
    if (step === 'done') {
      say('opening a new connection to confirm the change');
      renewed = await context.renew((seconds * 1000) / 2);
      const after = await work.bound.inspect(context.reader(become));
      if (after.changes.length === 0) {
        const confirmed = await send(sh`( ${confirmScript(guard)}\n) || exit\n${note?.applied ?? verbatim(':')}`);
        if (confirmed.exitCode === 0)
          return { outcome: { status: 'changed', changes: work.before.changes, verified: true }, facts: after.facts };
        failure = { code: 'timeout', message: 'the confirmation came too late' };
      } else failure = notConverged(after.changes);
    } else failure = step;
  } catch (error) {
    failure = failureOf(error);
  }
  say(`undoing the change: ${failure.message}`);
  await renewed?.back();
  return failed(await undone(context, { guard, work, become, endsMs, send }, failure));
}

export interface GuardedWork {
  readonly work: Work;
  readonly protection: Protection;
  /** What must succeed before the first step. */
  readonly note: FirstRequest | undefined;
}

/** A change that arrives when its time is over must not be made: nothing would undo it. */
function firstOf(guard: Guard, note: FirstRequest | undefined): FirstRequest {
  const script = sh`[ -e ${`${guardDirectory(guard)}/armed`} ] || { echo 'it arrived too late' >&2; exit 75; }
${note?.script ?? verbatim(':')}`;
  return { script, forget: () => note?.forget() };
}

interface Undoing {
  readonly guard: Guard;
  readonly work: Work;
  readonly become: Become | undefined;
  /** When the host acts by itself, as the context's clock says. */
  readonly endsMs: number;
  readonly send: (script: Command, timeoutMs?: number) => Promise<CommandResult>;
}

/** Sees to it that the old state is back, and says so together with what made it necessary. */
async function undone(context: HostContext, undoing: Undoing, failure: Failure): Promise<Failure> {
  const { guard, work, become, endsMs, send } = undoing;
  const waitSeconds = Math.max(1, Math.ceil((endsMs - context.now()) / 1000)) + settleSeconds;
  let result: CommandResult;
  try {
    result = await send(undoNowScript(guard, waitSeconds), promptMs);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    // The line is dead, and the host undoes the change without us.
    await context.sleep(Math.max(0, endsMs - context.now()));
    await context.reconnect(settleSeconds * 1000);
    result = await send(undoNowScript(guard, settleSeconds));
  }
  if (result.exitCode !== 0) return notUndone(guard, failure, result);
  const now = await work.bound.inspect(context.reader(become));
  if (!sameChanges(now.changes, work.before.changes)) return notUndone(guard, failure, result);
  return {
    ...failure,
    code: 'rolled-back',
    message: `the host put back what was there before, because ${reason(failure)}`,
    ...(failure.hint === undefined && hintFor(failure)),
  };
}

function hintFor({ code }: Failure): Partial<Failure> {
  if (code !== 'unreachable' && code !== 'authentication') return {};
  return { hint: 'a new connection was tried, because an open one survives a lock-out and proves nothing' };
}

/** What differed before must differ again, in the same way. */
function sameChanges(a: readonly Change[], b: readonly Change[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function notUndone(guard: Guard, failure: Failure, result: CommandResult): Failure {
  const said = ownFailure('put back the old state', result);
  return {
    ...said,
    code: 'rollback-failed',
    message: `the change failed, because ${reason(failure)}, and the old state is not back: ${said.message}`,
    hint: `what was saved is in ${guardDirectory(guard)} on the host`,
  };
}

function reason({ code, message }: Failure): string {
  return code === 'unreachable' ? `it cut the host off: ${message}` : message;
}

function failed(failure: Failure): Converged {
  return { outcome: { status: 'failed', failure, ignored: false }, facts: {} };
}

/** How long the host may take to put things back once it has begun. */
const settleSeconds = 60;
/** Milliseconds that an open line gets to undo a change before it is taken for dead. */
const promptMs = 45_000;
