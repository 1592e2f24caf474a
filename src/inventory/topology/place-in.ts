import type { Span } from '../../diagnostics/span.ts';
import type { Located } from '../../language/located.ts';

/** Where a value stands; nothing when a template makes something on the way. */
export function placeIn(written: Located, ...path: readonly (string | number)[]): Span | undefined {
  let at: Located | undefined = written;
  for (const step of path)
    at =
      at?.type === 'map'
        ? at.entries.find(({ key }) => key === step)?.value
        : at?.type === 'list'
          ? at.items[Number(step)]
          : undefined;
  return at?.span;
}
