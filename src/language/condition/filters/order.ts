import { equals } from '../../value/equals.ts';
import { order } from '../../value/order.ts';
import { missingItem, subjectOf } from '../attribute-of.ts';
import { itemsOf } from '../items-of.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** As in Jinja these ignore the case of letters unless told otherwise. */
export const orderFilters: Readonly<Record<string, Operation>> = {
  sort: operation(['reverse', 'case_sensitive', 'attribute'], 0, (input, [reverse, sensitive, attribute]) =>
    sort(keyed(input, sensitive, attribute), reverse === true ? -1 : 1),
  ),
  unique: operation(['case_sensitive', 'attribute'], 0, (input, [sensitive, attribute]) =>
    unique(keyed(input, sensitive, attribute)),
  ),
  min: operation(['case_sensitive', 'attribute'], 0, (input, [sensitive, attribute]) =>
    extreme(keyed(input, sensitive, attribute), -1),
  ),
  max: operation(['case_sensitive', 'attribute'], 0, (input, [sensitive, attribute]) =>
    extreme(keyed(input, sensitive, attribute), 1),
  ),
};

interface Keyed {
  readonly item: unknown;
  readonly key: unknown;
}

function keyed(input: unknown, sensitive: unknown, attribute: unknown): readonly Keyed[] {
  return itemsOf(input).map((item) => {
    const key = subjectOf(item, attribute);
    return { item, key: typeof key === 'string' && sensitive !== true ? key.toLowerCase() : key };
  });
}

function sort(items: readonly Keyed[], direction: 1 | -1): readonly unknown[] {
  return items.toSorted((a, b) => direction * order(a.key, b.key)).map(({ item }) => item);
}

function unique(items: readonly Keyed[]): readonly unknown[] {
  const scalars = new Set<unknown>();
  const others: unknown[] = [];
  return items
    .filter(({ key }) => {
      if (typeof key === 'string') return !scalars.has(key) && scalars.add(key);
      return !others.some((other) => equals(other, key)) && others.push(key);
    })
    .map(({ item }) => item);
}

/** The first of the smallest or largest ones. */
function extreme(items: readonly Keyed[], direction: 1 | -1): unknown {
  const [first, ...rest] = items;
  if (!first) return missingItem('the list is empty');
  return rest.reduce((best, each) => (direction * order(each.key, best.key) > 0 ? each : best), first).item;
}
