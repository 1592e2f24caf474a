import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Source } from '../diagnostics/span.ts';
import { textOfFile } from '../language/text-of-file.ts';

/** Reads a file as text, given its absolute path. Rejects when it cannot. */
export type ReadText = (path: string) => Promise<string>;

/** The file as a source with the name that people write, or why it cannot be read. */
export async function readSource(
  path: string,
  options: { readonly cwd: string; readonly readFile?: ReadText },
): Promise<Source | Diagnostic> {
  const name = showPath(path, options.cwd);
  try {
    return { name, text: await (options.readFile ?? readText)(path) };
  } catch (error) {
    return problem('file-missing', `${name} cannot be read: ${reasonOf(error)}`, undefined);
  }
}

/** Relative where it lies below the directory that people stand in. */
export function showPath(path: string, cwd: string): string {
  const short = relative(cwd, resolve(cwd, path));
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}

/** The error of a system call in a few words. */
export function reasonOf(error: unknown): string {
  return reasons.get(systemCode(error) ?? '') ?? (error instanceof Error ? error.message : String(error));
}

/** `ENOENT` and the like. Asks for the property only: errors of Node need not be instances of this realm's `Error`. */
export function systemCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

const reasons = new Map([
  ['ENOENT', 'it does not exist'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['ENOTDIR', 'a part of its path is no directory'],
]);

async function readText(path: string): Promise<string> {
  return textOfFile(await readFile(path));
}
