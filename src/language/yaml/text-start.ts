import type { Scalar } from 'yaml';
import type { Span } from '../../diagnostics/span.ts';

/** Where a string's text begins; see `LocatedScalar`. */
export function textStart(value: string, span: Span, type: Scalar.Type): number | undefined {
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return blockStart(value, span);
  return type === 'PLAIN' ? span.start : span.start + 1;
}

/** The first line after the header, without its indentation. */
function blockStart(value: string, span: Span): number | undefined {
  const { text } = span.source;
  const lineStart = text.indexOf('\n', span.start) + 1;
  const lineEnd = text.indexOf('\n', lineStart);
  const line = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd).replace(/\r$/, '');
  const indentation = /^ */.exec(line)?.[0].length ?? 0;
  return line.trim() !== '' && value.startsWith(line.slice(indentation).trimEnd())
    ? lineStart + indentation
    : undefined;
}
