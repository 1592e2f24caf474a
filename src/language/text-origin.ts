import type { Span } from '../diagnostics/span.ts';

/** Where a text (a template, a condition) was written. A `LocatedScalar` is one. */
export interface TextOrigin {
  readonly span: Span;
  /** As in `LocatedScalar`. */
  readonly textStart?: number;
}

/**
 * The place of `text.slice(from, to)` in the source that `origin` points into. YAML takes indentation away, folds lines
 * and reads escapes; where the text cannot be followed, it is the place of the whole value.
 */
export function spanWithin(origin: TextOrigin, text: string, from: number, to: number): Span {
  const { source } = origin.span;
  const start = follow(origin, text, 0, from, origin.textStart);
  if (start === undefined) return origin.span;
  if (from < text.length && follow(origin, text, from, from + 1, start) === undefined) return origin.span;
  const end = follow(origin, text, from, to, start);
  return { source, start, end: end !== undefined && end > start ? end : start + 1 };
}

/** Where `text[to]` stands in the source when `text[from]` stands at `at` and all between them is found there. */
function follow(origin: TextOrigin, text: string, from: number, to: number, at?: number): number | undefined {
  if (at === undefined) return undefined;
  const source = origin.span.source.text;
  const part = text.slice(from, to);
  if (source === text || (!/[\n'\\]/.test(part) && source.startsWith(part, at))) return at + part.length;
  const style = source.charAt(origin.span.start);
  const indentation = columnOf(source, origin.textStart ?? at);
  let [index, place] = [from, at];
  while (index < to) {
    const rest = text.slice(index, index + 200);
    const step =
      escaped(rest, source, place, style) ??
      same(rest, source, place) ??
      (style === '|' ? lineEnd(rest, source, place, indentation) : fold(rest, source, place));
    if (!step) return undefined;
    index += step.text;
    place += step.source;
  }
  return place;
}

/** How far to go on in the text and in the source. */
interface StepLengths {
  readonly text: number;
  readonly source: number;
}

/** `''` in single quotes; the usual escapes in double quotes. */
function escaped(rest: string, source: string, place: number, style: string): StepLengths | undefined {
  const written = escapes[style]?.[rest.charAt(0)];
  return written !== undefined && source.startsWith(written, place) ? { text: 1, source: 2 } : undefined;
}

const escapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "'": { "'": "''" },
  '"': { '"': String.raw`\"`, '\\': String.raw`\\`, '\n': String.raw`\n`, '\t': String.raw`\t` },
};

function same(rest: string, source: string, place: number): StepLengths | undefined {
  const character = rest.charAt(0);
  const isLineEnd = character === '\n' || (character === ' ' && /^[ \t]*\r?\n/.test(source.slice(place, place + 200)));
  return !isLineEnd && source.charAt(place) === character ? { text: 1, source: 1 } : undefined;
}

/** In a `|` block each line end stays, and the indentation after it goes. */
function lineEnd(rest: string, source: string, place: number, indentation: number): StepLengths | undefined {
  if (rest.startsWith(' ') && source.charAt(place) === ' ') return { text: 1, source: 1 };
  const found = new RegExp(String.raw`^\r?\n {0,${indentation}}`).exec(source.slice(place, place + indentation + 2));
  return found && rest.startsWith('\n') ? { text: 1, source: found[0].length } : undefined;
}

/** Elsewhere one line end becomes a space, and more of them lose one. */
function fold(rest: string, source: string, place: number): StepLengths | undefined {
  const found = /^(?:[ \t]*\r?\n)+[ \t]*/.exec(source.slice(place, place + 1_000));
  if (!found) return undefined;
  const ends = found[0].split('\n').length - 1;
  const folded = ends === 1 ? ' ' : '\n'.repeat(ends - 1);
  return rest.startsWith(folded) ? { text: folded.length, source: found[0].length } : undefined;
}

function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf('\n', offset - 1) + 1);
}
