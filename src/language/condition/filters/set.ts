import { equals } from '../../value/equals.ts';
import { itemsOf } from '../items-of.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** Lists as sets: each item once, in the order of the first list and then of the second. */
export const setFilters: Readonly<Record<string, Operation>> = {
  union: binary((a, b) => [...a, ...b]),
  intersect: binary((a, b) => a.filter((item) => has(b, item))),
  difference: binary((a, b) => a.filter((item) => !has(b, item))),
  symmetric_difference: binary((a, b) => [...a.filter((item) => !has(b, item)), ...b.filter((item) => !has(a, item))]),
};

type Items = readonly unknown[];

function binary(combine: (a: Items, b: Items) => Items): Operation {
  return operation(['other'], 1, (input, [other]) => distinct(combine(itemsOf(input), itemsOf(other))));
}

function distinct(items: Items): Items {
  return items.filter((item, index) => items.findIndex((other) => equals(other, item)) === index);
}

function has(items: Items, item: unknown): boolean {
  return items.some((each) => equals(each, item));
}
