import { createHash } from 'node:crypto';
import { Document, Scalar, visit } from 'yaml';
import { expectInteger, expectString } from '../value/expect.ts';
import { textOf } from '../value/text-of.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const encodingHelpers: Readonly<Record<string, Helper>> = {
  json: helper(
    '{{json x}} or {{json x indent=2}}',
    'JSON text.',
    [1, 1],
    ([value], { indent }) => json(value, indent),
    ['indent'],
  ),
  yaml: helper('{{indent (yaml x) 2}}', 'YAML text of many lines; indent it.', [1, 1], ([value]) => yaml(value)),
  sha256: helper('{{sha256 x}}', 'Hexadecimal digest of a text.', [1, 1], ([text]) => digest('sha256', text)),
  sha512: helper('{{sha512 x}}', 'Hexadecimal digest of a text.', [1, 1], ([text]) => digest('sha512', text)),
  b64encode: helper('{{b64encode x}}', 'Base64 of a text.', [1, 1], ([text]) =>
    Buffer.from(expectString(text)).toString('base64'),
  ),
  b64decode: helper('{{b64decode x}}', 'The text behind Base64.', [1, 1], ([text]) =>
    Buffer.from(expectString(text), 'base64').toString(),
  ),
};

/** Without quotes the package loses a byte order mark at the start of a text. */
function yaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/.test(node.value))
        node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function digest(kind: 'sha256' | 'sha512', text: unknown): string {
  return createHash(kind).update(textOf(text)).digest('hex');
}

function json(value: unknown, indent: unknown): string {
  return indent === undefined ? JSON.stringify(value) : JSON.stringify(value, null, expectInteger(indent));
}
