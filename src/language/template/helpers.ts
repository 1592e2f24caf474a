import type { Helper } from './helper.ts';
import { encodingHelpers } from './helpers-encoding.ts';
import { listHelpers } from './helpers-list.ts';
import { logicHelpers } from './helpers-logic.ts';
import { lookupHelpers } from './helpers-lookup.ts';
import { numberHelpers } from './helpers-number.ts';
import { textHelpers } from './helpers-text.ts';

/** All that a template can call; anything else is refused before a run. */
export const helpers: ReadonlyMap<string, Helper> = new Map(
  Object.entries({
    ...logicHelpers,
    ...textHelpers,
    ...listHelpers,
    ...numberHelpers,
    ...encodingHelpers,
    ...lookupHelpers,
  }),
);
