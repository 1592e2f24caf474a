import { calculate } from '../arithmetic.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const numberTests: Readonly<Record<string, Operation>> = {
  even: operation([], 0, (input) => calculate('%', input, 2) === 0),
  odd: operation([], 0, (input) => calculate('%', input, 2) === 1),
  divisibleby: operation(['num'], 1, (input, [divisor]) => calculate('%', input, divisor) === 0),
};
