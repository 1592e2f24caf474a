import type { Reporter } from '../reporter.ts';
import { renderLine } from './render-line.ts';
import type { Screen } from './screen.ts';
import { createTranscript } from './transcript.ts';
import type { TextOptions } from './transcript.ts';

/** For pipes and logs: each event is printed whole when it comes, and nothing that was printed is touched again. */
export function plainReporter(options: TextOptions, screen: Pick<Screen, 'out' | 'color'>): Reporter {
  const transcript = createTranscript(options);
  return {
    on: (event) => {
      const lines = transcript(event).map((line) => renderLine(line, { color: screen.color }));
      if (lines.length > 0) screen.out(`${lines.join('\n')}\n`);
    },
  };
}
