import type { Scalar } from 'yaml';
import type { Span } from '../../diagnostics/span.ts';

/** Where a string's text begins when it stands in the source character for character; see `LocatedScalar`. */
export function textStart(value: string, span: Span, type: Scalar.Type): number | undefined {
  const { text } = span.source;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return blockStart(value, span);
  const start = type === 'PLAIN' ? span.start : span.start + 1;
  return text.startsWith(value, start) ? start : undefined;
}

/** The first line after the header, without its indentation. */
function blockStart(value: string, span: Span): number | undefined {
  const { text } = span.source;
  const lineStart = text.indexOf('\n', span.start) + 1;
  const lineEnd = text.indexOf('\n', lineStart);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, '');
  const firstLine = value.split('\n', 1)[0] ?? '';
  return firstLine !== '' && line.endsWith(firstLine) ? lineStart + line.length - firstLine.length : undefined;
}
