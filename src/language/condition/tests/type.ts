import { isTrue } from '../../value/is-true.ts';
import { isMap } from '../../value/type-name.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** JavaScript does not tell 5 from 5.0: whole numbers are integers. */
export const typeTests: Readonly<Record<string, Operation>> = {
  none: is((value) => value === null),
  string: is((value) => typeof value === 'string'),
  number: is((value) => typeof value === 'number' || typeof value === 'boolean'),
  integer: is((value) => Number.isInteger(value)),
  float: is((value) => typeof value === 'number' && !Number.isInteger(value)),
  boolean: is((value) => typeof value === 'boolean'),
  true: is((value) => value === true),
  false: is((value) => value === false),
  truthy: is(isTrue),
  falsy: is((value) => !isTrue(value)),
  mapping: is(isMap),
  sequence: is(isIterable),
  iterable: is(isIterable),
  lower: is((value) => typeof value === 'string' && value === value.toLowerCase() && value !== value.toUpperCase()),
  upper: is((value) => typeof value === 'string' && value === value.toUpperCase() && value !== value.toLowerCase()),
};

function is(holds: (value: unknown) => boolean): Operation {
  return operation([], 0, holds);
}

function isIterable(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || isMap(value);
}
