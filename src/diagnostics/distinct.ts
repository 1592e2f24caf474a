import type { Diagnostic } from './diagnostic.ts';

/** One of each: a loop over a hundred items meets the same mistake a hundred times. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    const at = each.span ? `${each.span.source.name}:${each.span.start}:${each.span.end}` : '';
    const key = `${each.code} ${at} ${each.message}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
