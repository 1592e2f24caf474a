import { expectInteger } from '../../value/expect.ts';
import { typeName } from '../../value/type-name.ts';
import { ValueError } from '../../value/value-error.ts';
import { subjectOf } from '../attribute-of.ts';
import { itemsOf } from '../items-of.ts';
import { calculate } from '../arithmetic.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const numberFilters: Readonly<Record<string, Operation>> = {
  abs: operation([], 0, (input) => Math.abs(numberOf(input))),
  round: operation(['precision', 'method'], 0, (input, [precision, method]) => round(input, precision, method)),
  sum: operation(['attribute', 'start'], 0, (input, [attribute, start]) =>
    itemsOf(input).reduce<number>(
      (total, item) => calculate('+', total, subjectOf(item, attribute)),
      numberOf(start ?? 0),
    ),
  ),
};

function numberOf(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  throw new ValueError(`a number is needed, not ${typeName(value)}`);
}

function round(input: unknown, precision: unknown = 0, method: unknown = 'common'): number {
  const value = numberOf(input);
  const digits = expectInteger(precision);
  if (digits < 0 || digits > 15) throw new ValueError('the precision must be 0 to 15');
  const factor = 10 ** digits;
  if (method === 'ceil') return Math.ceil(value * factor) / factor;
  if (method === 'floor') return Math.floor(value * factor) / factor;
  if (method === 'common') return halfToEven(value, digits);
  throw new ValueError('the method must be common, ceil or floor');
}

/** As Python's `round`: a half goes to the even neighbour. `toFixed` is exact, but takes the larger one. */
function halfToEven(value: number, digits: number): number {
  if (Math.abs(value) >= 1e15) return value;
  const exact = Math.abs(value).toFixed(digits + 40);
  const isHalf = /50{39}$/.test(exact);
  const down = Number(exact.slice(0, -40).replace(/\.$/, ''));
  const lastDigit = /(\d)\.?$/.exec(exact.slice(0, -40))?.[1] ?? '0';
  const rounded = isHalf && Number(lastDigit) % 2 === 0 ? down : Number(Math.abs(value).toFixed(digits));
  return value < 0 ? 0 - rounded : rounded;
}
