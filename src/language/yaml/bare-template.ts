import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';

interface BareTemplate {
  /** What the user meant as a text. */
  readonly text: string;
  readonly span: Span;
  readonly problem: Diagnostic;
}

/** `key: {{ x }}` without quotes, which YAML reads as a map in a map. `map` is the span of that map. */
export function bareTemplate(map: Span): BareTemplate | undefined {
  const { text } = map.source;
  if (!text.startsWith('{{', map.start)) return undefined;
  const lineStart = text.lastIndexOf('\n', map.start - 1) + 1;
  const before = text.slice(lineStart, map.start);
  const inFlow = isInsideFlow(before);
  const end = inFlow ? closing(text, map) : lineEnd(text, map.start);
  const meant = text.slice(map.start, end).trimEnd();
  const span = { ...map, end: map.start + meant.length };
  const hint = `quote it: ${inFlow ? '' : `${before.trim()} `}${quoted(meant)}`;
  return {
    text: meant,
    span,
    problem: problem('yaml-template', 'a value that starts with {{ must be quoted', span, { hint }),
  };
}

function isInsideFlow(before: string): boolean {
  return /[[{,]\s*$/.test(before) || /^\s*(- )?[^"'#]*:\s+[[{]/.test(before);
}

function closing(text: string, map: Span): number {
  const at = text.indexOf('}}', map.start);
  return at === -1 ? map.end : at + 2;
}

/** Without a comment at the end of the line. */
function lineEnd(text: string, start: number): number {
  const at = text.indexOf('\n', start);
  const line = text.slice(start, at === -1 ? text.length : at);
  return start + line.replace(/\s#.*$/, '').length;
}

function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
