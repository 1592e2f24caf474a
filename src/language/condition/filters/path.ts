import { posix } from 'node:path';
import { expectString } from '../../value/expect.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const pathFilters: Readonly<Record<string, Operation>> = {
  basename: operation([], 0, (input) => basename(expectString(input))),
  dirname: operation([], 0, (input) => dirname(expectString(input))),
  splitext: operation([], 0, (input) => splitext(expectString(input))),
};

/** As in Python, where `/a/` has the empty base name. */
function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function dirname(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, '');
}

function splitext(path: string): readonly [string, string] {
  const extension = posix.extname(path);
  return [path.slice(0, path.length - extension.length), extension];
}
