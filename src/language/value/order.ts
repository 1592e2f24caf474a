import { equals } from './equals.ts';
import { typeName } from './type-name.ts';
import { ValueError } from './value-error.ts';

/**
 * Negative, 0 or positive, as in Python: numbers and booleans by value, strings by code point, lists item by item.
 * @throws ValueError for values of different types, and for maps and null, which have no order
 */
export function order(a: unknown, b: unknown): number {
  if (isNumeric(a) && isNumeric(b)) return Number(a) - Number(b);
  if (typeof a === 'string' && typeof b === 'string') return orderStrings(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return orderLists(a, b);
  throw new ValueError(`${typeName(a)} and ${typeName(b)} cannot be ordered`, hintFor(a, b));
}

function isNumeric(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** UTF-16 order puts characters beyond U+FFFF before U+E000; code points do not. */
function orderStrings(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (at > 0 && isLowSurrogate(a.charCodeAt(at)) && isLowSurrogate(b.charCodeAt(at))) at -= 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function orderLists(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((item, index) => index < b.length && !equals(item, b[index]));
  return at === -1 ? a.length - b.length : order(a[at], b[at]);
}

function hintFor(a: unknown, b: unknown): string | undefined {
  const mixed = (typeof a === 'string' && isNumeric(b)) || (isNumeric(a) && typeof b === 'string');
  return mixed ? 'compare numbers with numbers: "x | int"' : undefined;
}
