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
 * silence is broken, so that neither people nor CI systems take it for death.
 */
export function plainReporter(options: TextOptions, screen: Pick<Screen, 'out' | 'color'>, clock: Clock): Reporter {
  const transcript = createTranscript(options);
  const activity = createActivity(() => clock.now());
  let lastSaid = clock.now();

  const print = (lines: readonly Line[]): void => {
    if (lines.length === 0) return;
    lastSaid = clock.now();
    screen.out(lines.map((line) => `${renderLine(line, { color: screen.color })}\n`).join(''));
  };
  const stop = clock.every(silenceMs / 6, () => {
    if (clock.now() - lastSaid >= silenceMs) print(stillRunning(activity.current(), clock.now()));
  });
  return {
    on: (event) => {
      activity.add(event);
      print(transcript(event));
    },
    close: stop,
  };
}

const silenceMs = 60_000;
