import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { TextOrigin } from '../text-origin.ts';
import { spanWithin } from '../text-origin.ts';
import type { Range } from './model.ts';

/** A problem at a range of a text, whose place in a file is not known yet. */
export interface TextProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly range: Range;
  readonly hint?: string | undefined;
}

export function locateProblem(found: TextProblem, text: string, origin: TextOrigin): Diagnostic {
  const span = spanWithin(origin, text, found.range.start, found.range.end);
  return problem(found.code, found.message, span, { hint: found.hint });
}
