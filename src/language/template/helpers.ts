import type { Helper } from './helper.ts';
import { filterHelpers } from './helpers-filters.ts';
import { encodingHelpers } from './helpers-encoding.ts';
import { listHelpers } from './helpers-list.ts';
import { logicHelpers } from './helpers-logic.ts';
import { lookupHelpers } from './helpers-lookup.ts';
import { numberHelpers } from './helpers-number.ts';
import { quotingHelpers } from './helpers-quoting.ts';
import { textHelpers } from './helpers-text.ts';

/** All that a template can call; anything else is refused before a run. */
export const helpers: ReadonlyMap<string, Helper> = new Map(
  Object.entries({
    // Where a helper and a filter share a name, the helper is meant.
    ...filterHelpers,
    ...logicHelpers,
    ...textHelpers,
    ...listHelpers,
    ...numberHelpers,
    ...encodingHelpers,
    ...quotingHelpers,
    ...lookupHelpers,
  }),
);
