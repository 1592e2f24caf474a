import type { BinaryOperator } from '../model.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import { applyOperator } from '../operators.ts';

const equal = comparison('==');
const unequal = comparison('!=');
const greater = comparison('>');
const atLeast = comparison('>=');
const less = comparison('<');
const atMost = comparison('<=');

/** Operators by name, mostly for `selectattr('port', 'ge', 1024)`. */
export const comparisonTests: Readonly<Record<string, Operation>> = {
  '==': equal,
  eq: equal,
  equalto: equal,
  sameas: operation(['other'], 1, (input, [other]) => input === other),
  '!=': unequal,
  ne: unequal,
  '>': greater,
  gt: greater,
  greaterthan: greater,
  '>=': atLeast,
  ge: atLeast,
  '<': less,
  lt: less,
  lessthan: less,
  '<=': atMost,
  le: atMost,
  in: comparison('in'),
};

function comparison(operator: Exclude<BinaryOperator, 'and' | 'or'>): Operation {
  return operation(['other'], 1, (input, [other]) => applyOperator(operator, input, other));
}
