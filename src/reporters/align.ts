import { displayWidth } from '../diagnostics/display-width.ts';
import { line, textOf } from './line.ts';
import type { Line, Piece } from './line.ts';
import { visible } from './visible.ts';

/** Rows as lines whose columns start one under the other, two spaces apart. */
export function align(rows: readonly (readonly Piece[])[]): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  return rows.map((row) =>
    line(
      ...row.flatMap((cell, index) =>
        index === row.length - 1 ? [cell] : [cell, ' '.repeat((widths[index] ?? 0) - widthOf(cell) + 2)],
      ),
    ),
  );
}

/** The columns that a piece takes when it is shown. */
export function widthOf(cell: Piece): number {
  return displayWidth(visible(textOf(cell)));
}
