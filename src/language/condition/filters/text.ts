import { expectInteger, expectString } from '../../value/expect.ts';
import { pythonText } from '../../value/python-text.ts';
import { ValueError } from '../../value/value-error.ts';
import { sh } from '../../../shell.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const textFilters: Readonly<Record<string, Operation>> = {
  lower: operation([], 0, (input) => pythonText(input).toLowerCase()),
  upper: operation([], 0, (input) => pythonText(input).toUpperCase()),
  capitalize: operation([], 0, (input) => capitalize(pythonText(input))),
  trim: operation(['chars'], 0, (input, [characters]) => trim(pythonText(input), characters)),
  replace: operation(['old', 'new', 'count'], 2, (input, [old, replacement, count]) =>
    replace(pythonText(input), pythonText(old), pythonText(replacement), count),
  ),
  split: operation(['sep', 'maxsplit'], 0, (input, [separator, most]) => split(expectString(input), separator, most)),
  quote: operation([], 0, (input) => sh`${pythonText(input)}`.text),
};

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function trim(text: string, characters: unknown): string {
  if (characters === undefined || characters === null) return text.trim();
  const unwanted = new Set(expectString(characters));
  const kept = Array.from(text);
  while (unwanted.has(kept[0] ?? '')) kept.shift();
  while (unwanted.has(kept.at(-1) ?? '')) kept.pop();
  return kept.join('');
}

function replace(text: string, old: string, replacement: string, count: unknown): string {
  if (count === undefined || count === null) return text.replaceAll(old, () => replacement);
  const parts = splitAt(text, old, expectInteger(count));
  return parts.join(replacement);
}

function split(text: string, separator: unknown, most: unknown): readonly string[] {
  const limit = most === undefined ? -1 : expectInteger(most);
  if (separator === undefined || separator === null) return splitAtSpace(text, limit);
  const by = expectString(separator);
  if (by === '') throw new ValueError('the separator is empty', 'write "x | list" for the characters');
  return splitAt(text, by, limit);
}

/** At most `most` cuts; all when it is negative. */
function splitAt(text: string, by: string, most: number): readonly string[] {
  const parts = text.split(by);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(by)];
}

function splitAtSpace(text: string, most: number): readonly string[] {
  const words = text.trim() === '' ? [] : text.trim().split(/\s+/);
  if (most < 0 || words.length <= most + 1) return words;
  const rest = new RegExp(String.raw`^\s*(?:\S+\s+){${most}}`).exec(text)?.[0] ?? '';
  return [...words.slice(0, most), text.slice(rest.length).trimEnd()];
}
