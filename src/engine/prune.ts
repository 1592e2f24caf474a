import { HostError } from '../diagnostics/errors.ts';
import { fileDigest } from '../facts/file-digest.ts';
import { fileState } from '../facts/file-state.ts';
import type { Become } from '../host.ts';
import type { Outcome, TaskLabel } from '../reporter.ts';
import { sh } from '../shell.ts';
import { createFactReaders } from './fact-readers.ts';
import type { HostState } from './host-state.ts';
import { failureOf, ownFailure } from './failure.ts';
import type { AppliedRecord } from './journal/parse-applied.ts';
import { cutsTheLine } from './cuts-the-line.ts';
import type { RunOptions } from './run-options.ts';
import { noTime } from './stopwatch.ts';

/**
 * Removes from a host, or in a plan only names, the files that this playbook has made there and has no task for any more. What somebody
 * has edited since stays, and so does what could cut the line, which has no guard here; both are said.
 */
export async function prune(
  host: HostState,
  tasks: ReadonlySet<string>,
  options: Pick<RunOptions, 'mode' | 'emit' | 'now'>,
): Promise<void> {
  for (const { record, become } of host.applied.left(tasks)) {
    const start = options.now();
    let outcome: Outcome | undefined;
    try {
      outcome = await pruneFile(host, record, become, options);
    } catch (error) {
      outcome = { status: 'failed', failure: failureOf(error), ignored: false };
      host.giveUp(error instanceof HostError && error.unreachable ? 'unreachable' : 'failed');
    }
    if (outcome === undefined) continue;
    const durationMs = options.now() - start;
    options.emit({
      type: 'task.finished',
      host: host.name,
      task: labelOf(record),
      outcome,
      durationMs,
      phases: noTime,
    });
    if (host.state !== 'ok') return;
  }
}

async function pruneFile(
  host: HostState,
  { path, sha256 }: AppliedRecord,
  become: Become | undefined,
  { mode, emit }: Pick<RunOptions, 'mode' | 'emit'>,
): Promise<Outcome | undefined> {
  const reader = createFactReaders(host.line)(become);
  const [state, digest] = await Promise.all([reader.read(fileState, path), reader.read(fileDigest, path)]);
  const as = { form: 'task', onDisconnect: 'finish', ...(become && { become }) } as const;
  if (state.type === 'absent') {
    if (mode === 'run') await host.line.write({ script: host.applied.forget([path]), ...as });
    return undefined;
  }
  const reason =
    state.type !== 'file' || digest !== sha256
      ? 'somebody has changed it since'
      : cutsTheLine(path)
        ? 'it may decide who gets in, and is removed only by a task of its own'
        : undefined;
  if (reason !== undefined) {
    emit({ type: 'warning', host: host.name, message: `${path} has left the playbook and is kept: ${reason}` });
    return undefined;
  }
  const changes = [{ attribute: 'state', from: 'file', to: 'absent' }];
  if (mode !== 'run') return { status: 'would-change', changes, assuming: false, verified: true };
  const removed = await host.line.write({
    script: sh`rm -f -- ${path} || exit\n${host.applied.forget([path])}\n:`,
    ...as,
  });
  if (removed.exitCode !== 0)
    return { status: 'failed', failure: ownFailure(`remove ${path}`, removed), ignored: false };
  const after = await createFactReaders(host.line)(become).read(fileState, path);
  return after.type === 'absent'
    ? { status: 'changed', changes, verified: true }
    : { status: 'failed', failure: { code: 'not-converged', message: `${path} is still there` }, ignored: false };
}

function labelOf({ path, by }: AppliedRecord): TaskLabel {
  return { id: -1, name: `prune ${path}`, kind: 'prune', at: by, handler: false };
}
