import { HostError } from '../diagnostics/errors.ts';

/** Connects to a host that may be away for a moment; tries until `timeoutMs` is over. */
export async function reconnect<Connection>(
  connect: () => Promise<Connection>,
  timeoutMs: number,
  clock: { now(): number; sleep(milliseconds: number): Promise<void> },
): Promise<Connection> {
  const end = clock.now() + timeoutMs;
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await connect();
    } catch (error) {
      // A host that answers and refuses us will go on refusing us; only silence is worth waiting through.
      const silent = error instanceof HostError && (error.code === 'unreachable' || error.code === 'timeout');
      if (!silent || clock.now() + pause > end) throw error;
    }
    await clock.sleep(pause);
  }
}
