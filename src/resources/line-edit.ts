/** Where a line belongs that is not in the file yet. */
export type Place =
  | { readonly at: 'start' | 'end' }
  /** Beside the last (or first) line that matches, at the end when none does. */
  | { readonly at: 'after' | 'before'; readonly pattern: RegExp };

export interface WantedLine {
  readonly line: string;
  /** Tells the line to replace, line end and all, as Python's expressions see it; nothing means only the line itself. */
  readonly find: ((line: string) => boolean) | undefined;
  /** What the found line becomes. */
  readonly replace: (found: string) => string;
  /** Which of several matches counts. */
  readonly which: 'first' | 'last';
  /** `nowhere`: a line that is not found is not added either. */
  readonly place: Place | { readonly at: 'nowhere' };
}

/**
 * The text with the line in it, as Ansible's lineinfile puts it there: in place of the line that is found; else, when it is there
 * already, nowhere; else at its place.
 */
export function placeLine(text: string, wanted: WantedLine): string {
  const lines = splitLines(text);
  const { find, line } = wanted;
  const found = find === undefined ? -1 : indexWhere(lines, wanted.which, find);
  if (found !== -1) return lines.with(found, ended(wanted.replace(lines[found] ?? ''))).join('');

  const anchor = anchorOf(lines, wanted);
  const exact = exactIndex(lines, wanted, anchor);
  // An equal line with another end (a carriage return, the end of the file) gets an ordinary one.
  if (exact !== -1) return lines.with(exact, `${line}\n`).join('');
  const at = insertionIndex(lines, wanted, anchor);
  if (at === undefined || (wanted.place.at === 'after' && isLine(lines[at], line))) return text;
  return [...closed(lines.slice(0, at)), `${line}\n`, ...lines.slice(at)].join('');
}

/** The text without the lines that match. */
export function removeLines(text: string, matches: (line: string) => boolean): string {
  return splitLines(text)
    .filter((line) => !matches(line))
    .join('');
}

/** Lines with their ends, as only `\n` makes them. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function anchorOf(lines: readonly string[], { line, which, place }: WantedLine): number {
  if (!('pattern' in place)) return -1;
  return indexWhere(lines, which, (text) => !isLine(text, line) && place.pattern.test(text));
}

/** With `which: first` the search ends at the anchor, so an equal line behind it does not count. */
function exactIndex(lines: readonly string[], { line, which }: WantedLine, anchor: number): number {
  const searched = which === 'first' && anchor !== -1 ? lines.slice(0, anchor) : lines;
  return searched.findLastIndex((text) => isLine(text, line));
}

function insertionIndex(lines: readonly string[], { place }: WantedLine, anchor: number): number | undefined {
  switch (place.at) {
    case 'nowhere':
      return undefined;
    case 'start':
      return 0;
    case 'end':
      return lines.length;
    case 'after':
      return anchor === -1 ? lines.length : anchor + 1;
    case 'before':
      return anchor === -1 ? lines.length : anchor;
  }
}

function indexWhere(lines: readonly string[], which: 'first' | 'last', test: (line: string) => boolean): number {
  return which === 'first' ? lines.findIndex(test) : lines.findLastIndex(test);
}

function isLine(text: string | undefined, line: string): boolean {
  return text !== undefined && text.replace(/[\r\n]+$/, '') === line;
}

/** Lines of which the last one has an end, too. */
export function closed(lines: readonly string[]): readonly string[] {
  const last = lines.at(-1);
  return last === undefined ? lines : lines.with(-1, ended(last));
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n`;
}
