import { expectInteger } from '../../value/expect.ts';
import { pythonText } from '../../value/python-text.ts';
import { ValueError } from '../../value/value-error.ts';
import { missingItem, subjectOf } from '../attribute-of.ts';
import { itemsOf, looseItemsOf } from '../items-of.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

const length = operation([], 0, (input) => looseItemsOf(input).length);

export const listFilters: Readonly<Record<string, Operation>> = {
  length,
  count: length,
  list: operation([], 0, (input) => [...looseItemsOf(input)]),
  first: operation([], 0, (input) => looseItemsOf(input)[0] ?? missingItem('the list is empty')),
  last: operation([], 0, (input) => looseItemsOf(input).at(-1) ?? missingItem('the list is empty')),
  join: operation(['d', 'attribute'], 0, (input, [separator = '', attribute]) =>
    itemsOf(input)
      .map((item) => pythonText(subjectOf(item, attribute)))
      .join(pythonText(separator)),
  ),
  reverse: operation([], 0, (input) =>
    typeof input === 'string' ? Array.from(input).toReversed().join('') : itemsOf(input).toReversed(),
  ),
  flatten: operation(['levels', 'skip_nulls'], 0, (input, [levels, skip = true]) => flatten(input, levels, skip)),
  zip: operation(['other'], 1, (input, [other]) => zip(itemsOf(input), itemsOf(other))),
  batch: operation(['linecount'], 1, (input, [size]) => batch(itemsOf(input), expectInteger(size))),
};

function flatten(input: unknown, levels: unknown, skip: unknown): readonly unknown[] {
  const depth = levels === undefined || levels === null ? 100 : expectInteger(levels);
  const flat = [...itemsOf(input)].flat(depth);
  return skip === true ? flat.filter((item) => item !== null && item !== 'None' && item !== 'null') : flat;
}

function zip(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  return left.slice(0, right.length).map((item, index) => [item, right[index]]);
}

function batch(items: readonly unknown[], size: number): readonly unknown[] {
  if (size < 1) throw new ValueError('the size of a batch must be at least 1');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
