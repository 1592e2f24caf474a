import type { Span } from '../diagnostics/span.ts';
import { Sealed } from './sealed.ts';
import { sealedFormat } from './sealed-format.ts';

/** A value together with where it was written. Frozen plain data; what `yaml.ts` makes and everything else reads. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  readonly span: Span;
  /**
   * For a string: the offset in the source where its text begins, after a quote or a block scalar's indentation; nothing
   * where that cannot be told. Escapes, folding and indentation may make the text and the source differ later on;
   * `spanWithin` finds out.
   */
  readonly textStart?: number;
  /** It is encrypted: `value` is what stands in the file, and rendering gives what it was made of, as it is. */
  readonly sealed?: Sealed;
}

export interface LocatedList {
  readonly type: 'list';
  readonly items: readonly Located[];
  readonly span: Span;
}

export interface LocatedMap {
  readonly type: 'map';
  readonly entries: readonly LocatedEntry[];
  readonly span: Span;
}

export interface LocatedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Located;
}

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** The value without its places. Maps get no prototype. */
export function toPlain(located: Located): Plain {
  switch (located.type) {
    case 'scalar':
      return located.value;
    case 'list':
      return located.items.map(toPlain);
    case 'map':
      return Object.assign(
        Object.create(null) as Record<string, Plain>,
        Object.fromEntries(located.entries.map((entry) => [entry.key, toPlain(entry.value)])),
      );
  }
}

export function entryOf(map: LocatedMap, key: string): LocatedEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** Gives a plain value (from JSON, `-e`, a default) a place: all of it stands at `span`. */
export function locate(value: Plain, span: Span): Located {
  if (Array.isArray(value)) return { type: 'list', items: value.map((item: Plain) => locate(item, span)), span };
  if (typeof value === 'object' && value !== null) {
    const sealed = sealedPlain(value, span);
    if (sealed !== undefined) return sealed;
    const entries = Object.entries(value).map(([key, item]) => ({
      key,
      keySpan: span,
      value: locate(item, span),
    }));
    return { type: 'map', entries, span };
  }
  return { type: 'scalar', value: value, span };
}

/** `{"__ansible_vault": "…"}`, as executable inventories print an encrypted value. */
function sealedPlain(value: Plain, span: Span): LocatedScalar | undefined {
  const map = value as { readonly [key: string]: Plain };
  const text =
    Object.keys(map).length === 1 && Object.hasOwn(map, '__ansible_vault') ? map['__ansible_vault'] : undefined;
  if (typeof text !== 'string' || sealedFormat(text) === undefined) return undefined;
  return { type: 'scalar', value: text, span, sealed: new Sealed(text, span) };
}
