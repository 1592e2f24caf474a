import type { Span } from './span.ts';
import type { DiagnosticCode } from './codes.ts';

/** A located problem, as a value: collected, sorted and shown together. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly code: DiagnosticCode;
  /** One sentence without a final stop. */
  readonly message: string;
  readonly span: Span | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** Other places that matter: the first definition, the task that rendered the template. */
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
}

export function problem(
  code: DiagnosticCode,
  message: string,
  span: Span | undefined,
  more: Pick<Diagnostic, 'hint' | 'related'> = {},
): Diagnostic {
  return { severity: 'error', code, message, span, ...more };
}
