import { expectInteger, expectString } from '../value/expect.ts';
import { textOf } from '../value/text-of.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const textHelpers: Readonly<Record<string, Helper>> = {
  lower: helper('{{lower x}}', [1, 1], ([text]) => expectString(text).toLowerCase()),
  upper: helper('{{upper x}}', [1, 1], ([text]) => expectString(text).toUpperCase()),
  trim: helper('{{trim x}}', [1, 1], ([text]) => expectString(text).trim()),
  replace: helper('{{replace x "old" "new"}}', [3, 3], ([text, from, to]) => replace(text, from, to)),
  concat: helper('{{concat a b c}}', [1, Number.POSITIVE_INFINITY], (parts) => parts.map(textOf).join('')),
  split: helper('{{#each (split x ",")}}', [2, 2], ([text, by]) => expectString(text).split(expectString(by))),
  starts_with: helper('{{#if (starts_with x "y")}}', [2, 2], ([text, start]) =>
    expectString(text).startsWith(expectString(start)),
  ),
  ends_with: helper('{{#if (ends_with x "y")}}', [2, 2], ([text, end]) =>
    expectString(text).endsWith(expectString(end)),
  ),
  indent: helper('{{indent text 4}}', [2, 2], ([text, width]) => indent(textOf(text), expectInteger(width))),
};

function replace(text: unknown, from: unknown, to: unknown): string {
  return expectString(text).split(expectString(from)).join(textOf(to));
}

/** All lines but empty ones. */
function indent(text: string, width: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(Math.max(0, Math.min(width, 200))));
}
