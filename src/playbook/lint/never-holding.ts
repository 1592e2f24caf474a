import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { childrenOf } from '../../language/condition/children-of.ts';
import { evaluate } from '../../language/condition/evaluate.ts';
import type { Condition, Expression } from '../../language/condition/model.ts';
import type { Playbook } from '../model.ts';

/** Conditions of `when` and `until` that are false whatever the host is like: they, or a part joined by `and`, use no variable. */
export function neverHolding(playbook: Playbook): readonly Diagnostic[] {
  return playbook.plays
    .flatMap((play) => [...play.tasks, ...play.handlers])
    .flatMap((task) => [...task.when, ...(task.until?.condition ?? [])])
    .flatMap((condition) => {
      const part = conjuncts(condition.root).find((each) => isConstant(each) && isFalse(condition, each));
      if (part === undefined) return [];
      const hint = 'what is only for now and then gets the tag `never` and one of its own';
      return [{ ...problem('never-holds', 'this is never true', part.span, { hint }), severity: 'warning' as const }];
    });
}

function conjuncts(root: Expression): readonly Expression[] {
  return root.type === 'binary' && root.operator === 'and'
    ? [...conjuncts(root.left), ...conjuncts(root.right)]
    : [root];
}

/** A lookup is another thing on another machine. */
function isConstant(expression: Expression): boolean {
  if (expression.type === 'variable' || (expression.type === 'call' && expression.name === 'lookup')) return false;
  return childrenOf(expression).every(isConstant);
}

function isFalse(condition: Condition, root: Expression): boolean {
  try {
    return evaluate({ ...condition, root }, {}) === false;
  } catch (error) {
    // What cannot be evaluated is said where it is.
    if (error instanceof InputError) return false;
    throw error;
  }
}
