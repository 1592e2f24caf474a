import { sliceOf } from '../condition/member.ts';
import { equals } from '../value/equals.ts';
import { expectInteger, expectList, expectMap, expectString } from '../value/expect.ts';
import { order } from '../value/order.ts';
import { textOf } from '../value/text-of.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { forbiddenKeys } from '../yaml/key-problem.ts';
import { ValueError } from '../value/value-error.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

const longestRange = 100_000;

export const listHelpers: Readonly<Record<string, Helper>> = {
  join: helper('{{join list ", "}}', 'The items as one text.', [1, 2], ([list, by]) =>
    expectList(list)
      .map(textOf)
      .join(by === undefined ? ', ' : textOf(by)),
  ),
  length: helper('{{length list}}', 'Items of a list, keys of a map, characters of a text.', [1, 1], ([value]) =>
    length(value),
  ),
  first: helper('{{first list}}', 'The first item; an empty list is an error.', [1, 1], ([list]) =>
    nth(expectList(list), 0),
  ),
  last: helper('{{last list}}', 'The last item; an empty list is an error.', [1, 1], ([list]) =>
    nth(expectList(list), -1),
  ),
  sort: helper(
    '{{#each (sort list)}}',
    'The items in order: numbers by value, texts by code point.',
    [1, 1],
    ([list]) => expectList(list).toSorted(order),
  ),
  reverse: helper('{{#each (reverse list)}}', 'The items from last to first.', [1, 1], ([list]) =>
    expectList(list).toReversed(),
  ),
  unique: helper('{{#each (unique list)}}', 'Each item once, the first of equals.', [1, 1], ([list]) =>
    unique(expectList(list)),
  ),
  slice: helper(
    '{{slice list 1}}, {{slice list 0 3}}',
    'A part of a list or text, from the first index to before the second; negative ones count from the end.',
    [2, 3],
    ([list, from, to]) => sliceOf(list, from, to),
  ),
  list: helper('{{join (list a b) ","}}', 'A list of the arguments.', [0, Number.POSITIVE_INFINITY], (items) => items),
  dict: helper('{{json (dict "a" 1 "b" x)}}', 'A map of keys and values in turn.', [0, Number.POSITIVE_INFINITY], dict),
  range: helper(
    '{{#each (range 1 3)}}: 1, 2, 3',
    'Whole numbers from the first to the last, both included.',
    [2, 2],
    ([from, to]) => range(expectInteger(from), expectInteger(to)),
  ),
  keys: helper('{{#each (keys map)}}', 'The keys of a map, in the order in which they were written.', [1, 1], ([map]) =>
    Object.keys(expectMap(map)),
  ),
  values: helper('{{#each (values map)}}', 'The values of a map.', [1, 1], ([map]) => Object.values(expectMap(map))),
  pluck: helper('{{join (pluck list "name") ","}}', 'One field of each map in a list.', [2, 2], ([list, name]) =>
    expectList(list).map((item) => pluck(item, expectString(name))),
  ),
};

function length(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  if (typeof value === 'string') return Array.from(value).length;
  throw new ValueError(`${typeName(value)} has no length`);
}

function nth(list: readonly unknown[], index: number): unknown {
  const item = list.at(index);
  if (item === undefined) throw new ValueError('the list is empty');
  return item;
}

function unique(list: readonly unknown[]): readonly unknown[] {
  return list.filter((item, index) => list.findIndex((other) => equals(item, other)) === index);
}

function dict(args: readonly unknown[]): unknown {
  if (args.length % 2 !== 0) throw new ValueError('the last key has no value');
  const map = Object.create(null) as Record<string, unknown>;
  for (let at = 0; at < args.length; at += 2) {
    const key = textOf(args[at]);
    if (forbiddenKeys.has(key)) throw new ValueError(`the key "${key}" is not allowed`);
    map[key] = args[at + 1];
  }
  return map;
}

function range(from: number, to: number): readonly number[] {
  if (to - from >= longestRange) throw new ValueError(`a range can have at most ${longestRange} numbers`);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function pluck(item: unknown, name: string): unknown {
  const map = expectMap(item);
  if (Object.hasOwn(map, name)) return map[name];
  throw new ValueError(`an item has no "${name}"`);
}
