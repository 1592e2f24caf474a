import { stringify } from 'yaml';
import { sh } from '../../shell.ts';
import { expectInteger, expectString } from '../value/expect.ts';
import { textOf } from '../value/text-of.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const encodingHelpers: Readonly<Record<string, Helper>> = {
  json: helper('{{json x}} or {{json x indent=2}}', [1, 1], ([value], { indent }) => json(value, indent), ['indent']),
  yaml: helper('{{indent (yaml x) 2}}', [1, 1], ([value]) => stringify(value, { lineWidth: 0 }).trimEnd()),
  sh_quote: helper('{{sh_quote x}}', [1, 1], ([value]) => sh`${textOf(value)}`.text),
  b64encode: helper('{{b64encode x}}', [1, 1], ([text]) => Buffer.from(expectString(text)).toString('base64')),
  b64decode: helper('{{b64decode x}}', [1, 1], ([text]) => Buffer.from(expectString(text), 'base64').toString()),
};

function json(value: unknown, indent: unknown): string {
  return indent === undefined ? JSON.stringify(value) : JSON.stringify(value, null, expectInteger(indent));
}
