import type { Reporter } from '../reporter.ts';
import { createActivity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';
import { renderLine } from './render-line.ts';
import type { Screen } from './screen.ts';
import { stillRunning } from './still-running.ts';
import { createTranscript } from './transcript.ts';
import type { TextOptions } from './transcript.ts';

/**
 * For pipes and logs: each event is printed whole when it comes, and nothing that was printed is touched again. Long
 * silence is broken, at growing intervals, so that neither people nor CI systems take it for death.
 */
export function plainReporter(options: TextOptions, screen: Pick<Screen, 'out' | 'color'>, clock: Clock): Reporter {
  const transcript = createTranscript(options);
  const activity = createActivity(() => clock.now());
  let lastSaid = clock.now();
  let patienceMs = shortestMs;

  const print = (lines: readonly Line[], nextMs: number): void => {
    if (lines.length === 0) return;
    [lastSaid, patienceMs] = [clock.now(), nextMs];
    screen.out(lines.map((line) => `${renderLine(line, { color: screen.color })}\n`).join(''));
  };
  const stop = clock.every(1000, () => {
    const now = clock.now();
    if (now - lastSaid < patienceMs) return;
    const current = activity.current();
    const running = current.running.filter(({ since }) => now - since >= shortestMs);
    print(stillRunning({ ...current, running }, now), Math.min(2 * patienceMs, longestMs));
  });
  return {
    on: (event) => {
      activity.add(event);
      print(transcript(event), shortestMs);
    },
    close: stop,
  };
}

/** Between two reports of what still runs: a little longer each time. */
const shortestMs = 10_000;
const longestMs = 5 * 60_000;
