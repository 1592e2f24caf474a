import { typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';

type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/**
 * Arithmetic as in Python: true counts as 1, `//` rounds down, `%` has the divisor's sign. Whole numbers stay exact.
 * @throws ValueError for other types, division by zero, and results that a number cannot hold
 */
export function calculate(operator: ArithmeticOperator, left: unknown, right: unknown): number {
  if (!isNumeric(left) || !isNumeric(right)) {
    throw new ValueError(
      `"${operator}" needs numbers, not ${typeName(left)} and ${typeName(right)}`,
      hintFor(left, right),
    );
  }
  const [a, b] = [Number(left), Number(right)];
  if (b === 0 && (operator === '/' || operator === '//' || operator === '%')) throw new ValueError('division by zero');
  const result = apply(operator, a, b);
  const isExact = Number.isInteger(a) && Number.isInteger(b) && operator !== '/' && Number.isInteger(result);
  if (!Number.isFinite(result) || (isExact && !Number.isSafeInteger(result))) {
    throw new ValueError(`the result of "${operator}" is no number that can be shown exactly`);
  }
  return result;
}

/** @throws ValueError when `value` is no number */
export function negate(value: unknown): number {
  if (!isNumeric(value)) throw new ValueError(`"-" needs a number, not ${typeName(value)}`);
  return 0 - Number(value);
}

function apply(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return floorDivide(a, b);
    case '%':
      return modulo(a, b);
    case '**':
      return a ** b;
  }
}

/** Not `floor(a / b)`: 1 / 0.1 rounds up to 10, while 0.1 fits into 1 only nine times. */
function floorDivide(a: number, b: number): number {
  const quotient = (a - modulo(a, b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function isNumeric(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function hintFor(left: unknown, right: unknown): string | undefined {
  return typeof left === 'string' || typeof right === 'string' ? 'write "x | int" or "x | float"' : undefined;
}
