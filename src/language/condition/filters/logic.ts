import { isTrue } from '../../value/is-true.ts';
import { ValueError } from '../../value/value-error.ts';
import { isMissing } from '../missing.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** `default('x')` replaces what is not defined; `default('x', true)` also what is empty, false or 0. */
const fallback = operation(
  ['default_value', 'boolean'],
  0,
  (input, [value = '', boolean]) => (isMissing(input) || (boolean === true && !isTrue(input)) ? value : input),
  { missing: 'accepted' },
);

export const logicFilters: Readonly<Record<string, Operation>> = {
  default: fallback,
  d: fallback,
  mandatory: operation(['msg'], 0, (input, [message]) => mandatory(input, message), { missing: 'accepted' }),
  ternary: operation(['true_val', 'false_val', 'none_val'], 2, (input, [whenTrue, whenFalse, whenNone]) =>
    input === null && whenNone !== undefined ? whenNone : isTrue(input) ? whenTrue : whenFalse,
  ),
};

function mandatory(input: unknown, message: unknown): unknown {
  if (!isMissing(input)) return input;
  throw new ValueError(typeof message === 'string' ? message : 'this variable must be defined');
}
