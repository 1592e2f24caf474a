import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';

/** Names through which JavaScript objects could be tampered with. They are refused in YAML, JSON and facts. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with a map's key; `first` is where the same key already stands. */
export function keyProblem(key: string | undefined, span: Span, first: Span | undefined): Diagnostic | undefined {
  if (key === undefined)
    return problem('yaml-syntax', 'a key must be text, not a list or a map', span, quoteTemplate(span));
  if (key === '') return problem('yaml-syntax', 'a key is missing before the colon', span);
  if (forbiddenKeys.has(key)) return problem('forbidden-key', `the key "${key}" is not allowed`, span);
  if (!first) return undefined;
  return problem('yaml-duplicate-key', `the key "${key}" stands twice in this map`, span, {
    related: [{ message: 'it stands here first', span: first }],
  });
}

function quoteTemplate(span: Span): { readonly hint?: string } {
  return span.source.text.startsWith('{{', span.start) ? { hint: 'quote what starts with {{' } : {};
}
