import { HostError } from '../diagnostics/errors.ts';
import type { Line } from './host-line.ts';

/** Opens a new connection to a host that is expected to go away and come back; tries until `timeoutMs` is over. */
export async function reconnect(
  line: Pick<Line, 'reconnect'>,
  timeoutMs: number,
  clock: { now(): number; sleep(milliseconds: number): Promise<void> },
): Promise<void> {
  const end = clock.now() + timeoutMs;
  for (let pause = 500; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await line.reconnect();
      return;
    } catch (error) {
      // A host that answers and refuses us will go on refusing us; only silence is worth waiting through.
      const silent = error instanceof HostError && (error.code === 'unreachable' || error.code === 'timeout');
      if (!silent || clock.now() + pause > end) throw error;
    }
    await clock.sleep(pause);
  }
}
