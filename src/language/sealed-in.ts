import type { Located } from './located.ts';
import type { Sealed } from './sealed.ts';

/** The encrypted values in a value. */
export function sealedIn(located: Located): readonly Sealed[] {
  switch (located.type) {
    case 'scalar':
      return located.sealed === undefined ? [] : [located.sealed];
    case 'list':
      return located.items.flatMap(sealedIn);
    case 'map':
      return located.entries.flatMap((entry) => sealedIn(entry.value));
  }
}
