import { expectNumber } from '../value/expect.ts';
import { ValueError } from '../value/value-error.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

export const numberHelpers: Readonly<Record<string, Helper>> = {
  add: binary('{{add a b}}', (a, b) => a + b),
  sub: binary('{{sub a b}}', (a, b) => a - b),
  mul: binary('{{mul a b}}', (a, b) => a * b),
  div: binary('{{div a b}}', (a, b) => a / nonZero(b)),
  mod: binary('{{mod a b}}', (a, b) => a - nonZero(b) * Math.floor(a / b)),
  min: binary('{{min a b}}', Math.min),
  max: binary('{{max a b}}', Math.max),
  round: unary('{{round x}}', Math.round),
  floor: unary('{{floor x}}', Math.floor),
  ceil: unary('{{ceil x}}', Math.ceil),
};

function binary(usage: string, calculate: (a: number, b: number) => number): Helper {
  return helper(usage, [2, 2], ([a, b]) => calculate(expectNumber(a), expectNumber(b)));
}

function unary(usage: string, calculate: (x: number) => number): Helper {
  return helper(usage, [1, 1], ([x]) => calculate(expectNumber(x)));
}

function nonZero(divisor: number): number {
  if (divisor === 0) throw new ValueError('division by zero');
  return divisor;
}
