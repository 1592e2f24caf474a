import { codeFrame } from './code-frame.ts';
import type { Diagnostic } from './diagnostic.ts';
import { distinct } from './distinct.ts';
import { escapeControl } from './escape.ts';
import type { Paint } from './paint.ts';
import { painter } from './paint.ts';
import { showSpan } from './span.ts';

/**
 * Diagnostics for people: each once, by file and position, with a code frame and a hint. No line end at the end; the
 * empty string for none.
 */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: { readonly color: boolean }): string {
  const paint = painter(options.color ? 'ansi' : 'none');
  return distinct(diagnostics)
    .toSorted(byPlace)
    .map((each) => renderOne(each, paint))
    .join('\n\n');
}

/** What stands in no file comes first. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (!a.span || !b.span) return Number(Boolean(a.span)) - Number(Boolean(b.span));
  const [left, right] = [a.span.source.name, b.span.source.name];
  if (left !== right) return left < right ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

function renderOne({ severity, code, message, span, hint, related }: Diagnostic, paint: Paint): string {
  const title = paint(severity, `${severity}[${code}]`);
  const lines = [span ? `${title} ${escapeControl(showSpan(span))}` : title, indented(message)];
  if (span) lines.push(...codeFrame(span, paint));
  if (hint !== undefined) lines.push(indented(`${paint('hint', 'hint:')} ${escapeControl(hint)}`, 'escaped'));
  for (const each of related ?? []) {
    lines.push(
      indented(`${paint('hint', 'see:')} ${escapeControl(`${showSpan(each.span)}: ${each.message}`)}`, 'escaped'),
    );
    lines.push(...codeFrame(each.span, paint));
  }
  return lines.join('\n');
}

function indented(text: string, state: 'raw' | 'escaped' = 'raw'): string {
  return (state === 'raw' ? escapeControl(text) : text).replace(/^/gm, '  ');
}
