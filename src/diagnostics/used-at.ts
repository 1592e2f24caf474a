import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './span.ts';

/** The problems of a variable's own text, with the place that asked for the variable. A circle names its places itself. */
export function usedAt(diagnostics: readonly Diagnostic[], span: Span, message = 'used here'): readonly Diagnostic[] {
  return diagnostics.map((each) =>
    each.code === 'variable-cycle' ? each : { ...each, related: [...(each.related ?? []), { message, span }] },
  );
}
