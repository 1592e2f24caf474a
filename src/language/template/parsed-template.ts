import type { TemplateBody } from './model.ts';
import type { TextProblem } from './text-problem.ts';

/** With problems the body is not meant to be rendered. */
export interface ParsedTemplate {
  readonly body: TemplateBody;
  readonly problems: readonly TextProblem[];
}
