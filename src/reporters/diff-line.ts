import { cutLine, piece } from './line.ts';
import type { Line } from './line.ts';

/** A line of a unified diff, coloured by what its first character says. */
export function diffLine(text: string): Line {
  if (text.startsWith('\\')) return cutLine(piece('faint', text));
  if (!text.startsWith('+') && !text.startsWith('-')) return cutLine(text);
  const role = text.startsWith('+') ? 'added' : 'removed';
  const end = text.slice(1).trimEnd().length + 1;
  // White space at the end is a change that nobody would see otherwise.
  return cutLine(piece(role, text.slice(0, end)), piece('trailing', text.slice(end)));
}
