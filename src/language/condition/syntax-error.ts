import type { DiagnosticCode } from '../../diagnostics/codes.ts';

/** An expression cannot be read. Offsets are in its text; `parse.ts` locates it. */
export class ConditionSyntaxError extends Error {
  override readonly name = 'ConditionSyntaxError';
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end: number;
  readonly hint: string | undefined;

  constructor(
    message: string,
    place: { readonly start: number; readonly end: number },
    hint?: string,
    code: DiagnosticCode = 'condition-syntax',
  ) {
    super(message);
    this.code = code;
    this.start = place.start;
    this.end = place.end;
    this.hint = hint;
  }
}
