import { createHash } from 'node:crypto';
import { expectInteger, expectString } from '../../value/expect.ts';
import { pythonText } from '../../value/python-text.ts';
import { ValueError } from '../../value/value-error.ts';
import { forbiddenKeys } from '../../yaml/key-problem.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const encodingFilters: Readonly<Record<string, Operation>> = {
  to_json: operation([], 0, (input) => toJson(input)),
  to_nice_json: operation(['indent'], 0, (input, [indent = 4]) => JSON.stringify(input, null, expectInteger(indent))),
  from_json: operation([], 0, (input) => fromJson(expectString(input))),
  b64encode: operation([], 0, (input) => Buffer.from(pythonText(input)).toString('base64')),
  b64decode: operation([], 0, (input) => Buffer.from(expectString(input), 'base64').toString()),
  hash: operation(['hashtype'], 0, (input, [type = 'sha1']) => hash(pythonText(input), type)),
};

/** With Python's spaces and escapes, so that texts compare equal to what Ansible wrote. */
function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${toJson(key)}: ${toJson(item)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text, (key: string, value: unknown) => withoutPrototype(key, value));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ValueError('this is no JSON');
  }
}

function withoutPrototype(key: string, value: unknown): unknown {
  if (forbiddenKeys.has(key)) throw new ValueError(`the key "${key}" is not allowed`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function hash(text: string, type: unknown): string {
  if (type === 'sha1' || type === 'sha256' || type === 'sha512' || type === 'md5') {
    return createHash(type).update(text).digest('hex');
  }
  throw new ValueError('the type must be md5, sha1, sha256 or sha512');
}
