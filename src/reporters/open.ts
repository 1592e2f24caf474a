import type { Reporter } from '../reporter.ts';
import { jsonLines } from './json-lines.ts';
import { textReporter } from './text.ts';

export interface ReporterChoice {
  readonly output: 'text' | 'json';
  readonly diff: boolean;
  readonly verbose: boolean;
  readonly stats: boolean;
}

/** The part of a terminal that reporters use. */
export interface Screen {
  out(text: string): void;
  readonly color: boolean;
  readonly interactive: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** The reporter that the command line asks for. */
export function openReporter(choice: ReporterChoice, screen: Screen): Reporter {
  return choice.output === 'json' ? jsonLines((text) => screen.out(text)) : textReporter(choice, screen);
}
