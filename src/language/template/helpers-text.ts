import { expectInteger, expectString } from '../value/expect.ts';
import { textOf } from '../value/text-of.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const textHelpers: Readonly<Record<string, Helper>> = {
  lower: helper('{{lower x}}', 'In small letters.', [1, 1], ([text]) => textOf(text).toLowerCase()),
  upper: helper('{{upper x}}', 'In capital letters.', [1, 1], ([text]) => textOf(text).toUpperCase()),
  trim: helper('{{trim x}}', 'Without white space at both ends.', [1, 1], ([text]) => textOf(text).trim()),
  replace: helper(
    '{{replace x "old" "new"}}',
    'Every occurrence of a text replaced by another.',
    [3, 3],
    ([text, from, to]) => replace(text, from, to),
  ),
  concat: helper('{{concat a b c}}', 'The arguments as one text.', [1, Number.POSITIVE_INFINITY], (parts) =>
    parts.map(textOf).join(''),
  ),
  split: helper('{{#each (split x ",")}}', 'The parts of a text between separators.', [2, 2], ([text, by]) =>
    expectString(text).split(expectString(by)),
  ),
  starts_with: helper('{{#if (starts_with x "y")}}', 'Whether a text starts so.', [2, 2], ([text, start]) =>
    expectString(text).startsWith(expectString(start)),
  ),
  ends_with: helper('{{#if (ends_with x "y")}}', 'Whether a text ends so.', [2, 2], ([text, end]) =>
    expectString(text).endsWith(expectString(end)),
  ),
  indent: helper(
    '{{indent text 4}}, {{indent text 4 first=false}}',
    'Blanks before each line that is not empty; `first=false` leaves out the first line.',
    [2, 2],
    ([text, width], { first }) => indent(textOf(text), expectInteger(width), first === false ? /\n(?=.)/g : /^(?=.)/gm),
    ['first'],
  ),
};

function replace(text: unknown, from: unknown, to: unknown): string {
  return textOf(text).split(textOf(from)).join(textOf(to));
}

function indent(text: string, width: number, starts: RegExp): string {
  const blanks = ' '.repeat(Math.max(0, Math.min(width, 200)));
  return text.replace(starts, (start) => start + blanks);
}
