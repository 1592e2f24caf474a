import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { Scope } from '../scope.ts';
import { typeName } from '../value/type-name.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import type { Condition } from './model.ts';

/**
 * The value of an expression. `PendingVariable` and `InputError` from the scope pass through.
 * @throws InputError, located inside the expression, for unknown variables and values that do not go together
 */
export function evaluate(condition: Condition, scope: Scope): unknown {
  return evaluateExpression(condition.root, scope);
}

/**
 * Whether a condition holds. As in `evaluate`, but anything other than true and false is an error: a list or a text in
 * a `when` is mostly a mistake.
 */
export function test(condition: Condition, scope: Scope): boolean {
  const value = evaluate(condition, scope);
  if (typeof value === 'boolean') return value;
  const message = `a condition must be true or false, not ${typeName(value)}`;
  throw new InputError([
    problem('condition-type', message, condition.root.span, { hint: hintFor(value, condition.text) }),
  ]);
}

function hintFor(value: unknown, text: string): string {
  const shown = /^[\w.[\]'"]+$/.test(text) ? text : `(${text})`;
  if (value === null) return `write "${shown} is not none"`;
  if (typeof value === 'number') return `write "${shown} != 0"`;
  if (typeof value === 'string' && /^(yes|no|true|false|on|off|0|1)$/i.test(value)) return `write "${shown} | bool"`;
  return `write "${shown} | length > 0"`;
}
