import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { HostError } from '../../diagnostics/errors.ts';

/** What one attempt to connect came to. `retryable`: the server hung up before any login was attempted. */
export type ConnectAttempt<Value> =
  { readonly value: Value } | { readonly error: HostError; readonly retryable: boolean };

/** Runs attempts against one address: a few at a time, and again when the server was too busy to listen. */
export type ConnectLimit = <Value>(
  address: string,
  signal: AbortSignal,
  attempt: () => Promise<ConnectAttempt<Value>>,
) => Promise<Value>;

const attempts = 7;

/**
 * sshd drops connections at random once ten are not logged in yet (MaxStartups 10:30:100). So at most `concurrency`
 * are in that state for an address, and half as many after each drop. A drop is retried after a jittered, growing wait,
 * some 6 s in all. A refused login is never tried again: it would lock accounts and wake intrusion detection.
 */
export function createConnectLimit(concurrency: number): ConnectLimit {
  const queues = new Map<string, PQueue>();
  return async (address, signal, attempt) => {
    const queue = queues.get(address) ?? new PQueue({ concurrency });
    queues.set(address, queue);
    const slowDown = (): void => void (queue.concurrency = Math.max(1, Math.floor(queue.concurrency / 2)));
    return await queue.add(() => withRetries(attempt, signal, slowDown));
  };
}

async function withRetries<Value>(
  attempt: () => Promise<ConnectAttempt<Value>>,
  signal: AbortSignal,
  onDrop: () => void,
): Promise<Value> {
  for (let left = attempts; ; left -= 1) {
    signal.throwIfAborted();
    const outcome = await attempt();
    if ('value' in outcome) return outcome.value;
    if (!outcome.retryable || left === 1) throw outcome.error;
    onDrop();
    await sleep(100 * 2 ** (attempts - left) * (0.5 + Math.random()), undefined, { signal });
  }
}
