/** What is replaced, and where it is looked for. */
export interface WantedReplacement {
  readonly expression: RegExp;
  readonly expand: (match: RegExpExecArray) => string;
  /** Only what stands behind the first match counts; nothing is done when there is none. */
  readonly after: RegExp | undefined;
  /** The same with what stands before it. */
  readonly before: RegExp | undefined;
}

/** The text with every match replaced; matches do not overlap, and what was put in is not looked at again. */
export function replaceMatches(text: string, { expression, expand, after, before }: WantedReplacement): string {
  const start = after === undefined ? { index: 0, 0: '' } : after.exec(text);
  if (start === null) return text;
  const from = start.index + start[0].length;
  // In the whole text, so that `^` still means the start of a line.
  const found = before === undefined ? { index: text.length } : searchFrom(text, before, from);
  if (found === null) return text;
  const part = text.slice(from, found.index);
  return text.slice(0, from) + replaceIn(part, expression, expand) + text.slice(found.index);
}

function searchFrom(text: string, pattern: RegExp, from: number): RegExpExecArray | null {
  const search = new RegExp(pattern.source, `${pattern.flags}g`);
  search.lastIndex = from;
  return search.exec(text);
}

function replaceIn(text: string, expression: RegExp, expand: (match: RegExpExecArray) => string): string {
  let edited = '';
  let at = 0;
  for (const match of text.matchAll(new RegExp(expression.source, `${expression.flags}g`))) {
    edited += text.slice(at, match.index) + expand(match);
    at = match.index + match[0].length;
  }
  return edited + text.slice(at);
}
