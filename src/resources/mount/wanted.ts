import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import type { FstabEntry } from '../fstab/fstab-line.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { mountArguments } from './arguments.ts';

export interface WantedMount {
  readonly path: string;
  readonly state: 'mounted' | 'present' | 'unmounted' | 'absent';
  /** Nothing where only the path matters. */
  readonly entry: FstabEntry | undefined;
  readonly nonempty: boolean;
}

/** @throws ArgumentError */
export function wantedMount(given: Arguments): WantedMount {
  const args = readArguments(given, mountArguments);
  const path = filePath('path', args.required('path'));
  const text = args.text('state') ?? 'mounted';
  const state = text === 'present' || text === 'unmounted' || text === 'absent' ? text : 'mounted';
  const kept = state === 'mounted' || state === 'present';
  if (/[*?[\]\\]/.test(path)) throw new ArgumentError('path', `${JSON.stringify(path)} holds letters of patterns`);
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) throw new ArgumentError('path', '"path" must not hold "." or ".."');
  if (path === '/' && !kept) throw new ArgumentError('path', '/ is not unmounted');
  return { path, state, entry: kept ? entryOf(args, path) : undefined, nonempty: args.flag('nonempty') ?? false };
}

function entryOf(args: ArgumentReader, path: string): FstabEntry {
  const options = word('opts', args.text('opts') ?? 'defaults');
  return {
    source: sourceOf(word('src', args.required('src'))),
    path,
    type: word('fstype', args.required('fstype')),
    options: args.flag('boot') === false && !options.split(',').includes('noauto') ? `${options},noauto` : options,
    dump: args.integer('dump') ?? 0,
    pass: args.integer('passno') ?? 0,
  };
}

/** Quotes around a value are taken off, as fstab(5) has none. */
function sourceOf(text: string): string {
  return text.replace(/^([A-Z]+)="([^"]*)"$/, '$1=$2');
}

/** Blanks can be written in octal, line breaks cannot be meant. */
function word(argument: string, text: string): string {
  if (text !== '' && !/[\n\r\0]/.test(text) && !text.startsWith('-') && !text.startsWith('#')) return text;
  throw new ArgumentError(argument, `${JSON.stringify(text)} cannot stand in /etc/fstab`);
}
