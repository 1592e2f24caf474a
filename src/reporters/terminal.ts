import type { Reporter } from '../reporter.ts';
import { createActivity } from './activity.ts';
import type { Clock } from './clock.ts';
import { footerLines } from './footer.ts';
import { drawLive } from './live-region.ts';
import { renderLine } from './render-line.ts';
import type { Screen } from './screen.ts';
import { createTranscript } from './transcript.ts';
import type { TextOptions } from './transcript.ts';

/** For somebody who watches: lasting lines that scroll, above a footer that shows what goes on. */
export function terminalReporter(options: TextOptions, screen: Screen, clock: Clock): Reporter {
  const transcript = createTranscript(options);
  const activity = createActivity(() => clock.now());
  const start = clock.now();
  let waiting: string[] = [];
  let drawnSecond = -1;
  let changed = false;
  let broken: { readonly error: unknown } | undefined;

  const draw = (): void => {
    const { color, columns, rows } = screen;
    const now = clock.now();
    const room = Math.min(mostRows, Math.floor(rows / 3)) - 1;
    const live = footerLines(activity.current(), { now, elapsed: now - start }, room);
    const text = drawLive(
      waiting,
      live.map((line) => renderLine(line, { color, columns })),
    );
    [waiting, changed, drawnSecond] = [[], false, Math.floor(now / 1000)];
    screen.out(text);
  };
  const stop = clock.every(frameMs, () => {
    if (broken !== undefined || screen.asking === true) return;
    if (!changed && Math.floor(clock.now() / 1000) === drawnSecond) return;
    try {
      draw();
    } catch (error) {
      // Nobody can catch what a timer throws; the next event tells.
      broken = { error };
    }
  });

  return {
    on: (event) => {
      if (broken !== undefined) throw broken.error;
      const { color, columns } = screen;
      waiting.push(...transcript(event).map((line) => renderLine(line, { color, columns })));
      activity.add(event);
      changed = true;
    },
    close: () => {
      stop();
      const text = drawLive(waiting, []);
      waiting = [];
      screen.out(text);
    },
  };
}

const frameMs = 100;

/** Of the footer, with its empty line; and never more than a third of the screen. */
const mostRows = 10;
