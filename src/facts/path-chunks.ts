import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';

/**
 * Calls a shell function with all paths, in as many calls as the host's limit on the arguments of one process needs.
 * The paths arrive by the script's text, so that only the processes which the function starts are limited.
 * @throws FactError for a path that cannot stand on one line of output
 */
export function callWithPaths(name: Command, paths: readonly string[]): Command {
  return pathChunks(paths)
    .map((chunk) => sh`${name} ${chunk}`)
    .reduce((calls, call) => sh`${calls}\n${call}`);
}

/** The paths in their order, cut so that each part is short enough for the arguments of one process. */
export function pathChunks(paths: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let room = 0;
  for (const path of paths) {
    if (/[\n\0]/.test(path)) throw new FactError('a path that is read must not hold a line break or a NUL byte');
    room -= Buffer.byteLength(path) + pointerSize;
    if (room < 0 || chunks.length === 0) {
      chunks.push([]);
      room = chunkSize;
    }
    chunks.at(-1)?.push(path);
  }
  return chunks.length === 0 ? [[]] : chunks;
}

/** Bytes; Linux allows 128 KiB even with the smallest stack, and the environment needs some of it. */
const chunkSize = 96 * 1024;
const pointerSize = 9;
