import { expectNumber } from '../value/expect.ts';
import { applyOperator } from '../condition/operators.ts';
import { ValueError } from '../value/value-error.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const numberHelpers: Readonly<Record<string, Helper>> = {
  add: helper('{{add a b}}', 'The sum; texts and lists are joined.', [2, 2], ([a, b]) => applyOperator('+', a, b)),
  sub: binary('{{sub a b}}', 'The difference.', (a, b) => a - b),
  mul: binary('{{mul a b}}', 'The product.', (a, b) => a * b),
  div: binary('{{div a b}}', 'The quotient, with a fraction.', (a, b) => a / nonZero(b)),
  mod: binary('{{mod a b}}', 'The rest; it has the divisor’s sign.', (a, b) => a - nonZero(b) * Math.floor(a / b)),
  min: binary('{{min a b}}', 'The smaller one.', Math.min),
  max: binary('{{max a b}}', 'The greater one.', Math.max),
  pow: binary('{{pow a b}}', 'The first one raised to the second.', (a, b) => finite(a ** b)),
  abs: unary('{{abs x}}', 'Without its sign.', Math.abs),
  round: unary('{{round x}}', 'The nearest whole number.', Math.round),
  floor: unary('{{floor x}}', 'The whole number below.', Math.floor),
  ceil: unary('{{ceil x}}', 'The whole number above.', Math.ceil),
};

function binary(usage: string, says: string, calculate: (a: number, b: number) => number): Helper {
  return helper(usage, says, [2, 2], ([a, b]) => calculate(expectNumber(a), expectNumber(b)));
}

function unary(usage: string, says: string, calculate: (x: number) => number): Helper {
  return helper(usage, says, [1, 1], ([x]) => calculate(expectNumber(x)));
}

function nonZero(divisor: number): number {
  if (divisor === 0) throw new ValueError('division by zero');
  return divisor;
}

function finite(result: number): number {
  if (Number.isFinite(result)) return result;
  throw new ValueError('the result is no number');
}
