import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Range } from './model.ts';
import type { TextProblem } from './text-problem.ts';

/** A template cannot be rendered. Travels inside the template room only; `render-body.ts` locates and collects it. */
export class TemplateFailure extends Error {
  override readonly name = 'TemplateFailure';
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** A variable's own text cannot be rendered; `range` is where this template asks for it. */
export class VariableFailure extends Error {
  override readonly name = 'VariableFailure';
  readonly diagnostics: readonly Diagnostic[];
  readonly range: Range;

  constructor(diagnostics: readonly Diagnostic[], range: Range) {
    super(diagnostics.map((each) => each.message).join('; '));
    this.diagnostics = diagnostics;
    this.range = range;
  }
}
