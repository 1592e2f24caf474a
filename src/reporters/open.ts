import type { Reporter } from '../reporter.ts';
import { systemClock } from './clock.ts';
import { jsonLines } from './json-lines.ts';
import { plainReporter } from './plain.ts';
import type { Screen } from './screen.ts';
import { terminalReporter } from './terminal.ts';
import type { TextOptions } from './transcript.ts';

export interface ReporterChoice extends TextOptions {
  readonly output: 'text' | 'json';
}

/** The reporter that the command line asks for. */
export function openReporter(choice: ReporterChoice, screen: Screen): Reporter {
  if (choice.output === 'json') return jsonLines((text) => screen.out(text));
  return screen.interactive
    ? terminalReporter(choice, screen, systemClock)
    : plainReporter(choice, screen, systemClock);
}
