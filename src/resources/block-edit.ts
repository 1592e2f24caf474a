import { CannotConverge } from '../resource.ts';
import { closed, splitLines } from './line-edit.ts';
import type { Place } from './line-edit.ts';

export interface WantedBlock {
  /** The lines around the block, without line ends. */
  readonly begin: string;
  readonly end: string;
  /** What stands between them; empty removes the block with its markers. */
  readonly block: string;
  readonly place: Place;
}

/**
 * The text with the block in it, in place of the last one between the same markers or else at its place. Without a block
 * to put there, all blocks between these markers go.
 * @throws CannotConverge when a marker stands alone, because nobody can tell what belongs to the block
 */
export function placeBlock(text: string, wanted: WantedBlock): string {
  const lines = splitLines(text);
  const old = markedRanges(lines, wanted);
  if (wanted.block === '') return lines.filter((_, index) => !old.some((range) => holds(range, index))).join('');
  const { from, to } = old.at(-1) ?? emptyRange(lines, wanted.place);
  return [...closed(lines.slice(0, from)), ...blockLines(wanted), ...lines.slice(to)].join('');
}

/** Line indexes; `to` is exclusive. */
interface Range {
  readonly from: number;
  readonly to: number;
}

function holds({ from, to }: Range, index: number): boolean {
  return index >= from && index < to;
}

function blockLines({ begin, end, block }: WantedBlock): readonly string[] {
  return [`${begin}\n`, ...closed(splitLines(block)), `${end}\n`];
}

/** The blocks between these markers, with them. */
function markedRanges(lines: readonly string[], { begin, end }: WantedBlock): readonly Range[] {
  const ranges: Range[] = [];
  let open: number | undefined;
  lines.forEach((line, index) => {
    const text = line.replace(/\r?\n?$/, '');
    if (text === begin) {
      if (open !== undefined) throw alone(begin, open, end);
      open = index;
    } else if (text === end) {
      if (open === undefined) throw alone(end, index, begin);
      ranges.push({ from: open, to: index + 1 });
      open = undefined;
    }
  });
  if (open !== undefined) throw alone(begin, open, end);
  return ranges;
}

function alone(marker: string, index: number, other: string): CannotConverge {
  return new CannotConverge(
    `line ${index + 1} is the marker ${JSON.stringify(marker)}, but ${JSON.stringify(other)} does not belong to it; remove what is left of the old block by hand`,
  );
}

function emptyRange(lines: readonly string[], place: Place): Range {
  const at = insertionIndex(lines, place);
  return { from: at, to: at };
}

function insertionIndex(lines: readonly string[], place: Place): number {
  if (!('pattern' in place)) return place.at === 'start' ? 0 : lines.length;
  const anchor = lines.findLastIndex((line) => place.pattern.test(line));
  return anchor === -1 ? lines.length : place.at === 'after' ? anchor + 1 : anchor;
}
