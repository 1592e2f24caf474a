import { CannotConverge } from '../resource.ts';
import { closed, splitLines, withoutEnd } from './line-edit.ts';
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
 * The text with the block in it, in place of the one between the same markers or else at its place.
 * @throws CannotConverge when a marker stands alone, because nobody can tell what belongs to the block
 */
export function placeBlock(text: string, wanted: WantedBlock): string {
  const lines = splitLines(text);
  const inserted = blockLines(wanted);
  const old = markedRange(lines, wanted);
  const { from, to } = old ?? emptyRange(lines, wanted.place);
  if (old === undefined && inserted.length === 0) return text;
  return [
    ...(inserted.length === 0 ? lines.slice(0, from) : closed(lines.slice(0, from))),
    ...inserted,
    ...lines.slice(to),
  ].join('');
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function blockLines({ begin, end, block }: WantedBlock): readonly string[] {
  return block === '' ? [] : [`${begin}\n`, ...closed(splitLines(block)), `${end}\n`];
}

/** The last block between these markers, with them. */
function markedRange(lines: readonly string[], { begin, end }: WantedBlock): Range | undefined {
  const places = (marker: string): readonly number[] =>
    lines.flatMap((line, index) => (withoutEnd(line).replace(/\r$/, '') === marker ? [index] : []));
  const begins = places(begin);
  const ends = places(end);
  const [from, to] = [begins.at(-1), ends.at(-1)];
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined) throw alone(end, to, begin);
  if (to === undefined || to < from) throw alone(begin, from, end);
  if (begins.length !== ends.length) throw alone(begin, begins[0], end);
  return { from, to: to + 1 };
}

function alone(marker: string, index: number | undefined, other: string): CannotConverge {
  return new CannotConverge(
    `line ${(index ?? 0) + 1} is the marker ${JSON.stringify(marker)}, but ${JSON.stringify(other)} does not belong to it; remove what is left of the old block by hand`,
  );
}

function emptyRange(lines: readonly string[], place: Place): Range {
  const at = insertionIndex(lines, place);
  return { from: at, to: at };
}

function insertionIndex(lines: readonly string[], place: Place): number {
  if (!('pattern' in place)) return place.at === 'start' ? 0 : lines.length;
  const anchor = lines.findLastIndex((line) => place.pattern.test(withoutEnd(line)));
  return anchor === -1 ? lines.length : place.at === 'after' ? anchor + 1 : anchor;
}
