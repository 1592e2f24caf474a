import { randomBytes } from 'node:crypto';
import type { Become } from '../../host.ts';
import type { Failure, TaskLabel } from '../../reporter.ts';
import type { Trial } from '../../resource.ts';
import type { HostContext } from '../context.ts';
import type { Converged } from '../converge.ts';
import { notConverged } from '../failure.ts';
import { applyOnTrial } from './apply-on-trial.ts';
import type { Guard } from './guard.ts';
import type { GuardedWork } from './guarded-converge.ts';

/**
 * Applies what the host itself settles: it needs no word of ours to keep the change or to undo it. It is read back all the
 * same.
 *
 * @param task whose progress is told; nothing when it shall not be
 */
export async function convergeOnTrial(
  context: HostContext,
  { work, protection, note }: GuardedWork,
  trial: Trial,
  become: Become | undefined,
  task: TaskLabel | undefined,
): Promise<Converged> {
  const token = randomBytes(16).toString('hex');
  const guard: Guard = { ...context.guard, seconds: Math.max(context.guard.seconds, longest), token, protection };
  const say = (message: string): void => {
    if (task !== undefined) context.emit({ type: 'task.progress', host: context.host, task, message });
  };
  const { stopwatch } = context;
  const applied = applyOnTrial(context, guard, trial, work.before.steps(), note, become, say);
  const ended = await stopwatch.during('writeMs', applied);
  if (ended.type === 'failed') return failed(ended.failure);
  const after = await stopwatch.during('proveMs', work.bound.inspect(context.reader(become)));
  if (after.changes.length > 0) return failed(notConverged(after.changes));
  return { outcome: { status: 'changed', changes: work.before.changes, verified: true }, facts: after.facts };
}

function failed(failure: Failure): Converged {
  return { outcome: { status: 'failed', failure, ignored: false }, facts: {} };
}

/** Seconds. The timer is for a script that was killed; a service may take long to restart under one that lives. */
const longest = 900;
