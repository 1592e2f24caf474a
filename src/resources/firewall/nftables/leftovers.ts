import type { Change, Step } from '../../../resource.ts';
import { removeSaved, savedLeftovers } from '../boot/leftovers.ts';
import { persistedPaths } from '../boot/paths.ts';
import type { Observed } from '../observed.ts';
import { loadTable } from './load-table.ts';
import { liveTable } from './table-changes.ts';
import { tableName } from './table-name.ts';
import { removalText } from './table-text.ts';

/** What this backend left on a host that another backend now keeps. */
export function nftablesLeftovers(observed: Observed): readonly Change[] {
  const table = hasTable(observed) ? [{ attribute: tableName, from: 'present', to: 'absent' }] : [];
  return [...table, ...savedLeftovers(observed, [persistedPaths.nft])];
}

/** The table goes first: should a later step fail, the next boot still has the saved one. */
export function leaveNftables(observed: Observed): readonly Step[] {
  return [...(hasTable(observed) ? loadTable(removalText) : []), ...removeSaved(observed, [persistedPaths.nft])];
}

/** Where the tables cannot be read there is none of ours: no kernel without nf_tables could hold it. */
function hasTable(observed: Observed): boolean {
  return observed.nft.state === 'read' && liveTable(observed) !== undefined;
}
