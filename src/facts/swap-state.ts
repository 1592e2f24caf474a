import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';
import { unescapeOctal } from './unescape-octal.ts';

/** Swap space that the kernel uses now. Source: /proc/swaps. */
export interface SwapState {
  /** KiB, without its first page. */
  readonly size: number;
  readonly priority: number;
}

/** Keys are paths; the value is nothing for what is not in use. */
export const swapState: FactKind<string, SwapState | undefined> = {
  name: 'swapState',
  identity: (path) => path,
  script: () => verbatim('[ ! -r /proc/swaps ] || sed 1d /proc/swaps'),
  parse: (stdout, paths) => {
    const swaps = new Map(outputLines(stdout).map(swapOf));
    return paths.map((path) => swaps.get(path));
  },
};

function swapOf(line: string): readonly [string, SwapState] {
  const [, path, size, priority] = /^(\S+)\s+\S+\s+(\d{1,15})\s+\d+\s+(-?\d{1,6})\s*$/.exec(line) ?? [];
  if (path === undefined) throw new FactError(`swapState: unexpected line: ${line.slice(0, 200)}`);
  return [unescapeOctal(path), { size: Number(size), priority: Number(priority) }];
}
