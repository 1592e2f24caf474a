import { FactError } from '../fact.ts';
import type { PresentFile } from './file-state.ts';
import { statFields } from './stat-fields.ts';

/** One file as `stat` tells of it, with its times in seconds since 1970 and its number of names. */
export interface ListedFile extends Omit<PresentFile, 'target' | 'type'> {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link' | 'pipe' | 'socket' | 'character' | 'block' | 'other';
  readonly accessed: number;
  readonly modified: number;
  /** When its content or attributes were last changed. */
  readonly changed: number;
  readonly links: number;
}

/** For `stat -c`, of GNU and busybox. The path comes last, because it may hold anything. */
export const listedFileFormat = '%f:%s:%d:%i:%u:%g:%U:%G:%h:%X:%Y:%Z:%n';

/** @throws FactError when the line has not that format */
export function parseListedFile(line: string): ListedFile {
  const match = /^([0-9a-f]+):(\d+):(\d+):(\d+):(\d+):(\d+):([^:]*):([^:]*):(\d+):(-?\d+):(-?\d+):(-?\d+):(.+)$/s.exec(
    line,
  );
  if (!match) throw new FactError(`stat printed an unexpected line: ${line.slice(0, 200)}`);
  const { kind, ...attributes } = statFields(match.slice(1, 9));
  const [links, accessed, modified, changed, path = ''] = match.slice(9);
  return {
    path,
    type: types.get(kind) ?? 'other',
    ...attributes,
    links: Number(links),
    accessed: Number(accessed),
    modified: Number(modified),
    changed: Number(changed),
  };
}

const types: ReadonlyMap<number, ListedFile['type']> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
  [0o010000, 'pipe'],
  [0o140000, 'socket'],
  [0o020000, 'character'],
  [0o060000, 'block'],
]);
