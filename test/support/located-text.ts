import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { InputError } from '../../src/diagnostics/errors.ts';
import type { LocatedScalar } from '../../src/language/located.ts';

/** A text that stands in a source of its own. */
export function locatedText(text: string): LocatedScalar & { readonly value: string } {
  const source = { name: 'test.yml', text };
  return { type: 'scalar', value: text, span: { source, start: 0, end: text.length }, textStart: 0 };
}

/** What `act` finds wrong with its input; nothing when it finds nothing. */
export function problemsOf(act: () => unknown): readonly Diagnostic[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics;
  }
}

/** Code and the text that the diagnostic points at. */
export function pointed(diagnostics: readonly Diagnostic[]): readonly (readonly [string, string])[] {
  return diagnostics.map(({ code, span }) => [code, span ? span.source.text.slice(span.start, span.end) : '']);
}
