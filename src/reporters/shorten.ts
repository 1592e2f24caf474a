import { plural } from './amount.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';

/** The first lines of many, and how many are left out. */
export function firstLines(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  const left = plural(lines.length - most, 'more line');
  return [...lines.slice(0, most), line(piece('faint', `… ${left} (--verbose shows all)`))];
}

/** The last lines of many, and how many are left out. */
export function lastLines(lines: readonly Line[], most: number): readonly Line[] {
  if (lines.length <= most) return lines;
  const left = plural(lines.length - most, 'earlier line');
  return [line(piece('faint', `… ${left} (--verbose shows all)`)), ...lines.slice(-most)];
}
