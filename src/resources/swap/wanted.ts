import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { swapArguments } from './arguments.ts';

export interface WantedSwap {
  readonly path: string;
  readonly present: boolean;
  /** MiB; nothing for devices. */
  readonly size: number | undefined;
  readonly priority: number | undefined;
}

/** @throws ArgumentError */
export function wantedSwap(given: Arguments): WantedSwap {
  const args = readArguments(given, swapArguments);
  const path = filePath('path', args.text('path') ?? '/swapfile');
  const present = args.text('state') !== 'absent';
  const [, digits, unit] = /^([1-9]\d{0,6})([MG])$/.exec(args.text('size') ?? '') ?? [];
  const size = digits === undefined ? undefined : Number(digits) * (unit === 'G' ? 1024 : 1);
  const device = path.startsWith('/dev/');
  if (present && !device && size === undefined)
    throw new ArgumentError('size', 'a swap file needs a "size", like 512M or 2G');
  if (device && size !== undefined) throw new ArgumentError('size', 'a device has its own size');
  return { path, present, size, priority: args.integer('priority') };
}
