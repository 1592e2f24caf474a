import { isMap, typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';
import { isMissing, MissingError } from './missing.ts';

/**
 * What iterating over a value gives, as in Python: a list's items, a map's keys, a string's characters. The items may be
 * `Missing`.
 * @throws ValueError for other values
 */
export function looseItemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value === 'string') return Array.from(value);
  if (isMap(value)) return Object.keys(value);
  throw new ValueError(`a list is needed, not ${typeName(value)}`);
}

/** The same without holes. */
export function itemsOf(value: unknown): readonly unknown[] {
  const items = looseItemsOf(value);
  const hole = items.find(isMissing);
  if (hole) throw new MissingError(hole);
  return items;
}
