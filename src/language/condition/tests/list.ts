import { isTrue } from '../../value/is-true.ts';
import { itemsOf } from '../items-of.ts';
import { applyOperator } from '../operators.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

const subset = operation(['other'], 1, (input, [other]) => isSubset(input, other));
const superset = operation(['other'], 1, (input, [other]) => isSubset(other, input));

export const listTests: Readonly<Record<string, Operation>> = {
  contains: operation(['item'], 1, (input, [item]) => applyOperator('in', item, input)),
  all: operation([], 0, (input) => itemsOf(input).every(isTrue)),
  any: operation([], 0, (input) => itemsOf(input).some(isTrue)),
  subset,
  issubset: subset,
  superset,
  issuperset: superset,
};

function isSubset(part: unknown, whole: unknown): boolean {
  const items = itemsOf(whole);
  return itemsOf(part).every((item) => applyOperator('in', item, items) === true);
}
