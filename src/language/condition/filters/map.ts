import { expectMap, expectString } from '../../value/expect.ts';
import { order } from '../../value/order.ts';
import { pythonText } from '../../value/python-text.ts';
import { isMap } from '../../value/type-name.ts';
import { ValueError } from '../../value/value-error.ts';
import { attributeOf, subjectOf } from '../attribute-of.ts';
import { itemsOf } from '../items-of.ts';
import { memberOf } from '../member.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

type PlainMap = Readonly<Record<string, unknown>>;

export const mapFilters: Readonly<Record<string, Operation>> = {
  combine: operation(['other', 'recursive', 'list_merge'], 0, (input, [other = {}, recursive, lists]) =>
    combine(expectMap(input), expectMap(other), recursive === true, lists),
  ),
  dict2items: operation(['key_name', 'value_name'], 0, (input, [key = 'key', value = 'value']) =>
    Object.entries(expectMap(input)).map(([name, item]) =>
      mapFrom([
        [expectString(key), name],
        [expectString(value), item],
      ]),
    ),
  ),
  items2dict: operation(['key_name', 'value_name'], 0, (input, [key = 'key', value = 'value']) =>
    mapFrom(itemsOf(input).map((item) => [pythonText(subjectOf(item, key)), subjectOf(item, value)])),
  ),
  dictsort: operation([], 0, (input) =>
    Object.entries(expectMap(input)).toSorted(([a], [b]) => order(a.toLowerCase(), b.toLowerCase())),
  ),
  /** `groups.web | map('extract', hostvars, 'ansible_host')` */
  extract: operation(['container', 'morekeys'], 1, (input, [container, more]) => extract(input, container, more)),
};

function mapFrom(entries: readonly (readonly [string, unknown])[]): PlainMap {
  const map = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries) map[key] = value;
  return map;
}

function combine(left: PlainMap, right: PlainMap, recursive: boolean, lists: unknown): PlainMap {
  const merged = Object.entries(right).map(([key, value]) => {
    const before = Object.hasOwn(left, key) ? left[key] : undefined;
    return [key, before === undefined || !recursive ? value : merge(before, value, lists)] as const;
  });
  return mapFrom([...Object.entries(left), ...merged]);
}

function merge(before: unknown, after: unknown, lists: unknown): unknown {
  if (isMap(before) && isMap(after)) return combine(before, after, true, lists);
  if (!Array.isArray(before) || !Array.isArray(after)) return after;
  switch (lists ?? 'replace') {
    case 'replace':
      return after;
    case 'keep':
      return before;
    case 'append':
      return [...(before as unknown[]), ...(after as unknown[])];
    case 'prepend':
      return [...(after as unknown[]), ...(before as unknown[])];
    default:
      throw new ValueError('list_merge must be replace, keep, append or prepend');
  }
}

function extract(key: unknown, container: unknown, more: unknown): unknown {
  const found = memberOf(container, key);
  if (more === undefined || more === null) return found;
  const keys: readonly unknown[] = Array.isArray(more) ? more : [more];
  return keys.reduce((value: unknown, each) => attributeOf(value, each), found);
}
