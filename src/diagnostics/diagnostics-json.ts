import type { Diagnostic } from './diagnostic.ts';
import { positionAt } from './span.ts';
import type { Span } from './span.ts';

/** A problem as programs read it. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface JsonDiagnostic {
  readonly severity: Diagnostic['severity'];
  readonly code: string;
  readonly message: string;
  readonly place?: JsonPlace;
  readonly hint?: string;
  readonly related?: readonly { readonly message: string; readonly place: JsonPlace }[];
}

export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function diagnosticsJson(diagnostics: readonly Diagnostic[]): readonly JsonDiagnostic[] {
  return diagnostics.map(({ severity, code, message, span, hint, related }) => ({
    severity,
    code,
    message,
    ...(span && { place: placeOf(span) }),
    ...(hint !== undefined && { hint }),
    ...(related && { related: related.map((each) => ({ message: each.message, place: placeOf(each.span) })) }),
  }));
}

function placeOf({ source, start, end }: Span): JsonPlace {
  const [from, to] = [positionAt(source, start), positionAt(source, end)];
  return { file: source.name, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
