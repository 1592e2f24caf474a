import type { Span } from '../diagnostics/span.ts';

/** Where a text (a template, a condition) was written. A `LocatedScalar` is one; so is {@link wholeSource}. */
export interface TextOrigin {
  readonly span: Span;
  /** As in `LocatedScalar`. */
  readonly textStart?: number;
}

/**
 * The place of `text.slice(from, to)` in the source that `origin` points into. Block scalars lose their indentation and
 * folded ones their line ends, so a line that is not found where it should stand gives the span of the whole value.
 */
export function spanWithin(origin: TextOrigin, text: string, from: number, to: number): Span {
  const start = sourceOffset(origin, text, from);
  if (start === undefined) return origin.span;
  const end = to > from ? sourceOffset(origin, text, to) : start;
  return { source: origin.span.source, start, end: end !== undefined && end > start ? end : start + 1 };
}

function sourceOffset(origin: TextOrigin, text: string, offset: number): number | undefined {
  if (origin.textStart === undefined) return undefined;
  const source = origin.span.source.text;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const at = lineStart === 0 ? origin.textStart : lineInSource(source, origin.textStart, text, lineStart);
  return source.startsWith(text.slice(lineStart, offset), at) ? at + offset - lineStart : undefined;
}

/** Later lines of a block scalar stand as far in as the first one. */
function lineInSource(source: string, textStart: number, text: string, lineStart: number): number {
  const indentation = textStart - (source.lastIndexOf('\n', textStart - 1) + 1);
  let at = textStart;
  for (let line = text.indexOf('\n'); line !== -1 && line < lineStart; line = text.indexOf('\n', line + 1)) {
    at = source.indexOf('\n', at) + 1;
  }
  const isWholeFile = textStart === 0;
  return isWholeFile || source[at] === '\n' ? at : at + indentation;
}
