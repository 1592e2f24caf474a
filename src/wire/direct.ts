import { HostError } from '../diagnostics/errors.ts';
import type { CommandResult, DirectRequest } from '../host.ts';
import { createCapture } from './capture.ts';
import { capturedResult } from './captured-result.ts';
import type { OpenChannel } from './channel.ts';

/** One command line on a channel of its own, taken by whatever takes commands there. */
export async function direct(
  request: DirectRequest,
  options: { readonly open: OpenChannel; readonly onTraffic: (sent: number, received: number) => void },
): Promise<CommandResult> {
  const { command, stdin, timeoutMs, onOutput, signal } = request;
  const startedAt = performance.now();
  if (signal?.aborted === true) throw new HostError('interrupted', 'the command was interrupted');
  const channel = await options.open(command.text, { pty: false });
  const output = { stdout: createCapture(), stderr: createCapture() };
  for (const name of ['stdout', 'stderr'] as const)
    channel[name].on('data', (chunk: Buffer) => {
      options.onTraffic(0, chunk.length);
      output[name].add(chunk);
      onOutput?.(name, chunk);
    });
  // Who does not read his input to its end is none of our business.
  channel.stdin.on('error', () => undefined);
  channel.stdin.end(stdin ?? '');
  options.onTraffic(command.text.length + (stdin?.length ?? 0), 0);
  const givingUp = givenUp(timeoutMs, signal);
  try {
    const { exitCode, error } = await Promise.race([givingUp.promise, channel.closed]);
    if (exitCode === undefined)
      throw new HostError('unreachable', 'the connection was lost, or the command was killed', { cause: error });
    return capturedResult(exitCode, output, startedAt);
  } finally {
    givingUp.end();
    channel.close();
  }
}

/** Rejects when the time is up or the run is interrupted. */
function givenUp(
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): { readonly promise: Promise<never>; readonly end: () => void } {
  const ends = new AbortController();
  const promise = new Promise<never>((_, reject) => {
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => reject(new HostError('timeout', `it took longer than ${timeoutMs / 1000} s`)), timeoutMs);
    const aborted = (): void => reject(new HostError('interrupted', 'the command was interrupted'));
    signal?.addEventListener('abort', aborted, { once: true, signal: ends.signal });
    ends.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  promise.catch(() => undefined);
  return { promise, end: () => ends.abort() };
}
