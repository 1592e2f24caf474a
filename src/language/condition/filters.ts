import { convertFilters } from './filters/convert.ts';
import { dateFilters } from './filters/date.ts';
import { encodingFilters } from './filters/encoding.ts';
import { listFilters } from './filters/list.ts';
import { logicFilters } from './filters/logic.ts';
import { mapFilters } from './filters/map.ts';
import { networkFilters } from './filters/network.ts';
import { numberFilters } from './filters/number.ts';
import { orderFilters } from './filters/order.ts';
import { pathFilters } from './filters/path.ts';
import { urlFilters } from './filters/url.ts';
import { pickFilters } from './filters/pick.ts';
import { regexFilters } from './filters/regex.ts';
import { setFilters } from './filters/set.ts';
import { textFilters } from './filters/text.ts';
import type { Operation } from './operation.ts';

/** What can stand after `|`. Names, arguments and results are those of Jinja and Ansible. */
export const filters: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...logicFilters,
    ...textFilters,
    ...regexFilters,
    ...numberFilters,
    ...convertFilters,
    ...encodingFilters,
    ...listFilters,
    ...orderFilters,
    ...setFilters,
    ...pickFilters,
    ...mapFilters,
    ...pathFilters,
    ...urlFilters,
    ...networkFilters,
    ...dateFilters,
  }),
);
