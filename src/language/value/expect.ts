import { isMap, typeName } from './type-name.ts';
import { ValueError } from './value-error.ts';

/** @throws ValueError when `value` is no string */
export function expectString(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new ValueError(`a string is needed, not ${typeName(value)}`, textHint(value));
}

/** @throws ValueError when `value` is no number */
export function expectNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new ValueError(`a number is needed, not ${typeName(value)}`);
}

/** @throws ValueError when `value` is no whole number */
export function expectInteger(value: unknown): number {
  if (Number.isSafeInteger(value)) return Number(value);
  throw new ValueError(`a whole number is needed, not ${typeof value === 'number' ? value : typeName(value)}`);
}

/** @throws ValueError when `value` is no list */
export function expectList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new ValueError(`a list is needed, not ${typeName(value)}`);
}

/** @throws ValueError when `value` is no map */
export function expectMap(value: unknown): Readonly<Record<string, unknown>> {
  if (isMap(value)) return value;
  throw new ValueError(`a map is needed, not ${typeName(value)}`);
}

function textHint(value: unknown): string | undefined {
  return Array.isArray(value) ? 'join makes one string of a list' : undefined;
}
