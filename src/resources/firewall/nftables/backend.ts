import { CannotConverge } from '../../../resource.ts';
import type { Backend } from '../backend.ts';
import { bootFiles } from '../boot/boot-files.ts';
import { persistedPaths } from '../boot/paths.ts';
import { persistenceChanges, persistenceSteps } from '../boot/persistence-changes.ts';
import type { Policy } from '../policy.ts';
import { loadTable } from './load-table.ts';
import { tableChanges } from './table-changes.ts';
import { tableText } from './table-text.ts';

export const nftablesBackend: Backend = {
  name: 'nftables',
  diff: (policy, observed) => [
    ...tableChanges(policy, observed),
    ...persistenceChanges(persistedFiles(policy), observed),
  ],
  steps: (policy, observed) => {
    if (observed.nft.state === 'missing')
      throw new CannotConverge('nft is not installed; install the package nftables first');
    const load = tableChanges(policy, observed).length > 0 ? loadTable(tableText(policy)) : [];
    return [...load, ...persistenceSteps(persistedFiles(policy), observed)];
  },
};

function persistedFiles(policy: Policy): ReadonlyMap<string, string> {
  return new Map([[persistedPaths.nft, tableText(policy)], ...bootFiles]);
}
