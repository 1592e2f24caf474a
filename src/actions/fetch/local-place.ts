import { basename, dirname, join } from 'node:path';
import type { Destination } from '../../arguments.ts';
import { ArgumentError } from '../../resource.ts';
import { filePath } from '../../resources/file-path.ts';

/** Where a file comes to stand on the controller. */
export interface LocalPlace {
  /** The directory that nothing may leave; the user's own word. */
  readonly root: string;
  /** Directories below it, made of the names of the host and its path. */
  readonly below: readonly string[];
  /** The file, absolute. */
  readonly file: string;
}

/**
 * @param src path on the host, which may come from the host itself
 * @throws ArgumentError for names that would lead somewhere else
 */
export function localPlace(
  src: string,
  { path, host }: Destination,
  flat: boolean,
): { readonly src: string; readonly place: LocalPlace } {
  const clean = filePath('src', src);
  const parts = clean.split('/').slice(1);
  const name = parts.at(-1) ?? '';
  for (const part of parts) checkName('src', part);
  if (flat) {
    const root = path.endsWith('/') ? path : dirname(path);
    return { src: clean, place: { root, below: [], file: join(root, path.endsWith('/') ? name : basename(path)) } };
  }
  checkName('dest', host);
  const below = [host, ...parts.slice(0, -1)];
  return { src: clean, place: { root: path, below, file: join(path, ...below, name) } };
}

function checkName(argument: string, name: string): void {
  if (name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)) return;
  throw new ArgumentError(argument, `${JSON.stringify(name)} cannot be the name of a file on the controller`);
}
