import { textOf } from '../line.ts';
import type { Line } from '../line.ts';
import { markup } from '../../markup.ts';
import type { Markup } from '../../markup.ts';

/** The lines that the terminal shows, as a block of text. What is longer than anybody reads is cut, and said to be. */
export function linesBlock(lines: readonly Line[]): Markup {
  const shown = lines.slice(0, mostLines);
  const left = lines.length - shown.length;
  return markup`<pre>${shown.map(lineOf)}${left === 0 ? '' : `… ${left} more lines\n`}</pre>`;
}

const mostLines = 400;

function lineOf({ pieces }: Line): Markup {
  const filled = pieces.filter((piece) => textOf(piece) !== '');
  const spans = filled.map((piece) =>
    typeof piece === 'string'
      ? markup`${piece}`
      : markup`<span class="${piece.role}">${textOf(piece).slice(0, longest)}</span>`,
  );
  return markup`${spans}\n`;
}

const longest = 2000;
