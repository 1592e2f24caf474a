import type { VariableUse } from '../variable-use.ts';
import { childrenOf } from './children-of.ts';
import { filters } from './filters.ts';
import type { Condition, Expression } from './model.ts';
import { tests } from './tests.ts';

/** The variables that a condition refers to. */
export function conditionVariables(condition: Condition): readonly VariableUse[] {
  return usesIn(condition.root, false);
}

function usesIn(expression: Expression, optional: boolean): readonly VariableUse[] {
  if (expression.type === 'variable') return [{ name: expression.name, span: expression.span, optional }];
  const tolerant = toleratedPart(expression, optional);
  return childrenOf(expression).flatMap((each) => usesIn(each, each === tolerant));
}

/** The part that may be unknown: `x` in `x is defined`, `x.y | default(1)` and, there, in `x.y`. */
function toleratedPart(expression: Expression, optional: boolean): Expression | undefined {
  if (expression.type === 'member') return optional ? expression.object : undefined;
  if (expression.type !== 'filter' && expression.type !== 'test') return undefined;
  const operation = (expression.type === 'filter' ? filters : tests).get(expression.name);
  return operation?.missing === 'accepted' ? expression.input : undefined;
}
