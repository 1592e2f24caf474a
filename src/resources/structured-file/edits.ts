import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import type { ArgumentReader } from '../read-arguments.ts';

/** One thing that shall stand, or not stand, in a structured file. */
export type StructuredEdit =
  | { readonly type: 'set'; readonly path: KeyPath; readonly value: Data }
  | { readonly type: 'remove'; readonly path: KeyPath };

/** Names and positions from the top down; never empty. */
export type KeyPath = readonly string[];

/** @throws ArgumentError */
export function structuredEdits(args: ArgumentReader): readonly StructuredEdit[] {
  const path = keyPath(args);
  const value = args.data('value');
  const merge = args.data('merge');
  if (args.text('state') === 'absent') {
    if (value !== undefined || merge !== undefined)
      throw new ArgumentError('state', 'with "state: absent" only "key" says what goes');
    return [{ type: 'remove', path: needed(path) }];
  }
  if (value !== undefined && merge !== undefined)
    throw new ArgumentError('merge', '"value" and "merge" exclude each other');
  if (merge !== undefined) return leaves(path, merge);
  if (value === undefined) throw new ArgumentError('value', 'neither "value" nor "merge" is given');
  return [{ type: 'set', path: needed(path), value }];
}

function keyPath(args: ArgumentReader): KeyPath {
  const key = args.data('key');
  const parts = Array.isArray(key) ? (args.texts('key') ?? []) : (args.text('key')?.split('.') ?? []);
  if (parts.includes(''))
    throw new ArgumentError('key', '"key" holds an empty name', 'a name with dots is written in a list');
  return parts;
}

function needed(path: KeyPath): KeyPath {
  if (path.length === 0) throw new ArgumentError('key', '"key" is missing');
  return path;
}

function leaves(path: KeyPath, value: Data): readonly StructuredEdit[] {
  if (isMap(value)) return Object.entries(value).flatMap(([name, each]) => leaves([...path, name], each));
  return [{ type: 'set', path, value }];
}

function isMap(value: Data): value is Arguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
