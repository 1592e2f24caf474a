import { createHash } from 'node:crypto';
import type { PackedKey } from '../../facts/packed-archive.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { wantedAttributes } from '../file-attributes.ts';
import type { WantedAttributes } from '../file-attributes.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { archiveArguments } from './arguments.ts';

export interface WantedPack extends PackedKey {
  readonly format: string;
  readonly attributes: WantedAttributes;
}

/** @throws ArgumentError */
export function wantedPack(given: Arguments): WantedPack {
  const args = readArguments(given, archiveArguments);
  const dest = filePath('dest', args.required('dest'));
  const paths = [...new Set((args.texts('path') ?? []).map((path) => plainPath('path', path)))];
  if (paths.length === 0) throw new ArgumentError('path', 'there is no path in "path"');
  if (paths.includes(dest)) throw new ArgumentError('dest', `${dest} cannot be packed into itself`);
  const base = commonDirectory(paths);
  const format = args.text('format') ?? formatOf(dest);
  const inBase = (path: string): string => `./${path.slice(base === '/' ? 1 : base.length + 1)}`;
  const names = paths.map(inBase);
  const below = (path: string): boolean => path.startsWith(base === '/' ? '/' : `${base}/`);
  const excluded = (args.texts('exclude_path') ?? []).map((path) => plainPath('exclude_path', path));
  const strange = excluded.find((path) => !below(path));
  if (strange !== undefined)
    throw new ArgumentError('exclude_path', `${strange} is not below ${base}, so nothing there is packed`);
  const own = [dest, `${dest.slice(0, dest.lastIndexOf('/'))}/.rackwright.`].filter(below).map(inBase).map(literally);
  const left = [...excluded.map(inBase), ...own.map((path) => (path.endsWith('/.rackwright.') ? `${path}*` : path))];
  const id = createHash('sha256')
    .update(JSON.stringify([dest, base, names, left, format]))
    .digest('hex');
  return { dest, base, names, excluded: left, id, format, attributes: wantedAttributes(args) };
}

function plainPath(argument: string, path: string): string {
  const plain = filePath(argument, path);
  if (plain === '/' || plain.split('/').some((part) => part === '..' || part === '.'))
    throw new ArgumentError(argument, `"${argument}" must name something below /, without "." and ".."`);
  return plain;
}

/** The directory that all of them are below. */
function commonDirectory(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return (end === -1 ? first : first.slice(0, end)).join('/') || '/';
}

function formatOf(dest: string): string {
  const [, end = 'gz'] = /\.(tar|gz|tgz|xz|txz|bz2|tbz2|zst|tzst|zip)$/.exec(dest) ?? [];
  return end.replace(/^t(?!ar)/, '');
}

/** For `find -path`. */
function literally(path: string): string {
  return path.replace(/[*?[\\]/g, String.raw`\$&`);
}
