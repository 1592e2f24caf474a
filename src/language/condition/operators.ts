import { equals } from '../value/equals.ts';
import { order } from '../value/order.ts';
import { pythonText } from '../value/python-text.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';
import { calculate } from './arithmetic.ts';
import type { BinaryOperator } from './model.ts';

/**
 * Applies an operator to two values with Python's rules.
 * @throws ValueError for types that do not go together
 */
export function applyOperator(operator: Exclude<BinaryOperator, 'and' | 'or'>, left: unknown, right: unknown): unknown {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=':
      return !equals(left, right);
    case '<':
      return order(left, right) < 0;
    case '<=':
      return order(left, right) <= 0;
    case '>':
      return order(left, right) > 0;
    case '>=':
      return order(left, right) >= 0;
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    case '~':
      return pythonText(left) + pythonText(right);
    case '+':
      return add(left, right);
    case '-':
    case '*':
    case '/':
    case '//':
    case '%':
    case '**':
      return calculate(operator, left, right);
  }
}

function contains(container: unknown, item: unknown): boolean {
  if (Array.isArray(container)) return container.some((each) => equals(each, item));
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  if (isMap(container) && (typeof item === 'string' || typeof item === 'number')) {
    return Object.hasOwn(container, String(item));
  }
  if (isMap(container) && (item === null || typeof item === 'boolean')) return false;
  throw new ValueError(`${typeName(item)} cannot be looked for in ${typeName(container)}`);
}

function add(left: unknown, right: unknown): unknown {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...(left as unknown[]), ...(right as unknown[])];
  if (typeof left === 'string' || typeof right === 'string') {
    const hint = 'write "a ~ b" to join texts, "x | int" to calculate';
    throw new ValueError(`${typeName(left)} and ${typeName(right)} cannot be added`, hint);
  }
  return calculate('+', left, right);
}
