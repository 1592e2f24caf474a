/** A text that was read: a file, or an argument of the command line. */
export interface Source {
  /** As people write it, relative to where they stand. */
  readonly name: string;
  readonly text: string;
  /** It was decrypted: none of its lines may be shown. */
  readonly secret?: true;
}

/** A range of a source, in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export function positionAt(source: Source, offset: number): Position {
  const starts = lineStarts(source);
  let [line, after] = [0, starts.length];
  // The last line that starts at the offset or before it.
  while (after - line > 1) {
    const middle = (line + after) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else after = middle;
  }
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** Found once for each source: every task of a playbook asks where it stands. */
function lineStarts(source: Source): readonly number[] {
  let starts = known.get(source);
  if (starts === undefined) {
    starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
    known.set(source, starts);
  }
  return starts;
}

const known = new WeakMap<Source, number[]>();

/** `playbooks/site.yml:14:7` */
export function showSpan(span: Span): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${span.source.name}:${line}:${column}`;
}
