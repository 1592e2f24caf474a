import { displayWidth } from '../diagnostics/display-width.ts';
import { cutText } from './cut-text.ts';
import { textOf } from './line.ts';
import type { Line, Piece } from './line.ts';
import { palette } from './palette.ts';
import { visible } from './visible.ts';

export interface Look {
  readonly color: boolean;
  /** Of the terminal; nothing for output that is piped, in which nothing is cut. */
  readonly columns?: number;
}

/** Makes a line safe to print: escaped, cut to the terminal where it may be, and coloured. Without a line end. */
export function renderLine(line: Line, { color, columns }: Look): string {
  const texts = columns === undefined ? line.pieces.map((each) => visible(textOf(each))) : spaced(line.pieces);
  // The last column stays free: what is printed there makes terminals differ.
  const fitting = columns === undefined || line.overflow === 'wrap' ? texts : cutText(texts, columns - 1);
  return line.pieces
    .map((each, index) => ({ role: typeof each === 'string' ? undefined : each.role, text: fitting[index] ?? '' }))
    .map(({ role, text }) => (color && role && text !== '' ? `\u001b[${palette[role]}m${text}\u001b[0m` : text))
    .join('');
}

/** Tabs as spaces, so that the width is known. */
function spaced(pieces: readonly Piece[]): readonly string[] {
  let column = 0;
  return pieces.map((each) => {
    const parts = visible(textOf(each)).split('\t');
    return parts
      .map((part, index) => {
        column += displayWidth(part);
        if (index === parts.length - 1) return part;
        const gap = tabWidth - (column % tabWidth);
        column += gap;
        return part + ' '.repeat(gap);
      })
      .join('');
  });
}

const tabWidth = 8;
