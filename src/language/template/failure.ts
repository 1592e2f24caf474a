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
