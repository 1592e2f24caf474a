import { structuredPatch } from 'diff';
import type { StructuredPatchHunk } from 'diff';
import { diffLine } from './diff-line.ts';
import { cutLine, piece } from './line.ts';
import type { Line } from './line.ts';

export interface TextDiff {
  readonly added: number;
  readonly removed: number;
  /** Hunks as in a unified diff, without file names. */
  readonly lines: readonly Line[];
}

/** The unified diff of two texts; nothing when they are too big or too different for one to be of use. */
export function diffLines(from: string, to: string): TextDiff | undefined {
  if (from.length + to.length > largestCompared) return undefined;
  const patch = structuredPatch('', '', from, to, undefined, undefined, { context: 3, maxEditLength });
  if (patch === undefined) return undefined;
  const texts = patch.hunks.flatMap((hunk) => hunk.lines);
  return {
    added: texts.filter((text) => text.startsWith('+')).length,
    removed: texts.filter((text) => text.startsWith('-')).length,
    lines: patch.hunks.flatMap((hunk) => [cutLine(piece('hunk', rangesOf(hunk))), ...hunk.lines.map(diffLine)]),
  };
}

/** Characters of both texts together. */
const largestCompared = 1024 * 1024;

/** Lines added and removed: the time of a comparison grows with its square, and no host's work goes on meanwhile. */
const maxEditLength = 1000;

/** As `diff -u` writes them: an empty range starts at the line before it. */
function rangesOf({ oldStart, oldLines, newStart, newLines }: StructuredPatchHunk): string {
  const range = (start: number, lines: number): string => `${lines === 0 ? start - 1 : start},${lines}`;
  return `@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`;
}
