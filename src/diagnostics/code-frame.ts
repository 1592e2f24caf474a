import { displayWidth } from './display-width.ts';
import { escapeControl } from './escape.ts';
import type { Paint } from './paint.ts';
import type { Span } from './span.ts';
import { positionAt } from './span.ts';

const widest = 100;

/** The line of the span with a caret under it, between the lines before and after. Empty for an empty or secret source. */
export function codeFrame(span: Span, paint: Paint): readonly string[] {
  if (span.source.secret) return [];
  const { line, column } = positionAt(span.source, span.start);
  const lines = span.source.text.split(/\r?\n/);
  const text = lines[line - 1] ?? '';
  if (text === '' && lines.length <= 1) return [];
  const length = Math.max(1, Math.min(span.end, span.start + text.length - column + 1) - span.start);
  const cut = Math.max(0, displayWidth(shown(text.slice(0, column - 1))) - widest / 2);
  const [before, after] = cut > 0 ? [] : [lines[line - 2], lines[line]];
  const margin = String(line + 1).length;
  const row = (number: string, content: string): string =>
    `  ${paint('margin', `${number.padStart(margin)} |`)}${content === '' ? '' : ` ${content}`}`;
  const caret = caretUnder(text, column - 1, length, cut);
  return [
    ...(before === undefined || before.trim() === '' ? [] : [row(String(line - 1), clip(shown(before), 0))]),
    row(String(line), clip(shown(text), cut)),
    row('', paint('caret', caret)),
    ...(after === undefined || after.trim() === '' ? [] : [row(String(line + 1), clip(shown(after), 0))]),
  ];
}

/** As a terminal can show it in one line. */
function shown(text: string): string {
  return escapeControl(text).replaceAll('\t', '  ');
}

function caretUnder(text: string, start: number, length: number, cut: number): string {
  const indent = displayWidth(shown(text.slice(0, start))) - cut + (cut > 0 ? 1 : 0);
  const width = Math.max(1, displayWidth(shown(text.slice(start, start + length))));
  return ' '.repeat(indent) + '^'.repeat(Math.min(width, Math.max(1, widest - indent)));
}

/** The part of a long line that starts at column `cut`. */
function clip(text: string, cut: number): string {
  let column = 0;
  let part = '';
  for (const character of text) {
    const width = displayWidth(character);
    if (column >= cut && column + width <= cut + widest) part += character;
    column += width;
  }
  return `${cut > 0 && column > 0 ? '…' : ''}${part}${column > cut + widest ? '…' : ''}`;
}
