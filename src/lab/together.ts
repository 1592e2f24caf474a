import PQueue from 'p-queue';
import { HostError } from '../diagnostics/errors.ts';

/**
 * Does the same for several hosts at once, bounded: engines take locks, and more at once only wait for each other. All
 * are tried, whatever becomes of the others; after an interruption no more are begun, and those that run are waited for.
 * @returns the results in order
 * @throws HostError `lab-failed` with all failures; the signal's reason when it was aborted
 */
export async function together<Result>(
  jobs: readonly (() => Promise<Result>)[],
  signal?: AbortSignal,
): Promise<readonly Result[]> {
  const queue = new PQueue({ concurrency: 8 });
  const results = await Promise.allSettled(
    jobs.map(async (job) =>
      queue.add(async () => {
        signal?.throwIfAborted();
        return job();
      }),
    ),
  );
  signal?.throwIfAborted();
  const reasons = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  for (const reason of reasons) if (!(reason instanceof HostError)) throw reason;
  const failures = reasons.filter((reason) => reason instanceof HostError);
  if (failures.length > 0) {
    const hint = failures[0]?.hint;
    const message = failures.map((each) => each.message).join('\n');
    throw new HostError('lab-failed', message, { ...(hint === undefined ? {} : { hint }), cause: failures[0] });
  }
  return results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}
