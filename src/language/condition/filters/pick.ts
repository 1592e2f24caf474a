import { isTrue } from '../../value/is-true.ts';
import { expectString } from '../../value/expect.ts';
import { ValueError } from '../../value/value-error.ts';
import { attributeOf } from '../attribute-of.ts';
import { looseItemsOf } from '../items-of.ts';
import { isMissing, MissingError } from '../missing.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { operation } from '../operation.ts';

/** Filters that apply other filters and tests to each item. */
export const pickFilters: Readonly<Record<string, Operation>> = {
  map: operation([], 0, (input, args, context) => map(looseItemsOf(input), args, context), { variadic: true }),
  select: operation([], 0, (input, args, context) => pick(input, args, context, true), { variadic: true }),
  reject: operation([], 0, (input, args, context) => pick(input, args, context, false), { variadic: true }),
  selectattr: operation(['attribute'], 1, (input, args, context) => pickBy(input, args, context, true), {
    variadic: true,
  }),
  rejectattr: operation(['attribute'], 1, (input, args, context) => pickBy(input, args, context, false), {
    variadic: true,
  }),
};

type Items = readonly unknown[];

/** `map('upper')`, or `map(attribute='name', default='x')`. */
function map(items: Items, args: readonly unknown[], context: OperationContext): Items {
  const { attribute, default: fallback } = context.named;
  if (args.length === 0 && attribute !== undefined) {
    return items.map((item) => {
      const value = attributeOf(item, attribute);
      return isMissing(value) && fallback !== undefined ? fallback : value;
    });
  }
  const [name, ...more] = args;
  if (name === undefined) throw new ValueError("it needs a filter's name, or attribute='name'");
  return items.map((item) => context.filter(expectString(name), item, more, context.named));
}

function pick(input: unknown, args: readonly unknown[], context: OperationContext, wanted: boolean): Items {
  return looseItemsOf(input).filter((item) => holds(item, args, context) === wanted);
}

function pickBy(input: unknown, args: readonly unknown[], context: OperationContext, wanted: boolean): Items {
  const [attribute, ...rest] = args;
  if (attribute === undefined) throw new ValueError('it needs the name of an attribute');
  return looseItemsOf(input).filter((item) => holds(attributeOf(item, attribute), rest, context) === wanted);
}

/** Without a test an item counts when it is not empty, false or 0. */
function holds(item: unknown, args: readonly unknown[], context: OperationContext): boolean {
  const [name, ...more] = args;
  if (name !== undefined) return context.test(expectString(name), item, more);
  if (isMissing(item)) throw new MissingError(item);
  return isTrue(item);
}
