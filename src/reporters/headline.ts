import { widthOf } from './align.ts';
import type { RunMode } from '../reporter.ts';
import { line, piece } from './line.ts';
import type { Line, Piece, Role } from './line.ts';
import type { SeenChanges } from './seen-changes.ts';

/** What all events of a run are shown with. */
export interface View {
  readonly mode: RunMode;
  readonly diff: boolean;
  readonly verbose: boolean;
  readonly seen: SeenChanges;
  /** Columns of the first and the second word of a line, so that names stand one under the other. */
  readonly wordWidth: number;
  readonly hostWidth: number;
}

/** The first line of an event: a word that says what happened, the host, and more. */
export function headline(view: View, role: Role, word: string, host: string, ...more: readonly Piece[]): Line {
  return line(piece(role, word), gap(word, view.wordWidth), piece('strong', host), gap(host, view.hostWidth), ...more);
}

/** Details of an event stand below its headline. */
export function below(lines: readonly Line[]): readonly Line[] {
  return lines.map((each) => ({ ...each, pieces: ['    ', ...each.pieces] }));
}

function gap(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text)) + 2);
}
