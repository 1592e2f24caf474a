import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { SyntaxLocation } from './handlebars-syntax.ts';
import type { Range } from './model.ts';
import type { TextProblem } from './text-problem.ts';

/** What building a template carries along: its problems, and the way from lines to offsets. */
export interface Building {
  readonly problems: readonly TextProblem[];
  range(location: SyntaxLocation): Range;
  problem(code: DiagnosticCode, message: string, range: Range, hint?: string): void;
}

export function newBuilding(text: string): Building {
  const problems: TextProblem[] = [];
  const lines = [0, ...Array.from(text.matchAll(/\r\n?|\n/g), (end) => end.index + end[0].length)];
  const offset = (line: number, column: number): number => (lines[line - 1] ?? text.length) + column;
  return {
    problems,
    range: ({ start, end }) => ({ start: offset(start.line, start.column), end: offset(end.line, end.column) }),
    problem: (code, message, range, hint) => problems.push({ code, message, range, hint }),
  };
}
