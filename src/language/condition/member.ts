import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Span } from '../../diagnostics/span.ts';
import { isMap, typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';
import { isMissing, Missing } from './missing.ts';

export interface MemberPlace {
  readonly span: Span;
  /** The object as the user wrote it. */
  readonly owner: string | undefined;
}

/** `object[key]` through own properties only; `Missing` where there is none, also when the object is missing itself. */
export function memberOf(object: unknown, key: unknown, place?: MemberPlace): unknown {
  if (isMissing(object)) return object;
  const found = property(object, key);
  if (found !== undefined && typeof found !== 'function') return found;
  return new Missing(() => describe(object, key, place?.owner), place?.span);
}

/** `object[from:to]` of a list or a string, as in Python. */
export function sliceOf(object: unknown, from: unknown, to: unknown): unknown {
  if (Array.isArray(object)) return object.slice(bound(from), bound(to));
  if (typeof object === 'string') return Array.from(object).slice(bound(from), bound(to)).join('');
  throw new ValueError(`${typeName(object)} has no parts to cut out`);
}

function bound(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value)) return Number(value);
  throw new ValueError(`the bounds of a slice must be whole numbers, not ${typeName(value)}`);
}

function property(object: unknown, key: unknown): unknown {
  if (Array.isArray(object)) return Number.isInteger(key) ? object.at(Number(key)) : undefined;
  if (typeof object === 'string') return Number.isInteger(key) ? Array.from(object).at(Number(key)) : undefined;
  if (typeof object !== 'object' || object === null) return undefined;
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined;
}

function describe(
  object: unknown,
  key: unknown,
  owner: string | undefined,
): { readonly message: string; readonly hint?: string | undefined } {
  const shown = typeof key === 'string' ? `"${key}"` : String(key);
  if (!isMap(object))
    return { message: `${typeName(object)} has no ${typeof key === 'number' ? 'item ' : ''}${shown}` };
  const message = owner === undefined ? `a map has no ${shown}` : `"${owner}" has no ${shown}`;
  return { message, hint: didYouMean(String(key), Object.keys(object)) };
}
