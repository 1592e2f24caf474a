import { bringUp } from '../bring-up.ts';
import { succeed } from '../succeed.ts';
import { tlsInventory } from '../tls-site.ts';
import { designRemedies } from './design-remedies.ts';
import { edgeRemedies } from './edge-remedies.ts';
import type { RemedySite } from './remedy-site.ts';
import { systemRemedies } from './system-remedies.ts';
import { trustRemedies } from './trust-remedies.ts';
import { webState } from './web-state.ts';

/** Two load balancers, two web hosts, one that watches, and one for what web hosts must not keep. */
export const edgeSite: RemedySite = {
  inventory: (network) =>
    tlsInventory(network).replace(
      /mon: \{\}\n/,
      `mon:\n      hosts:\n        mon1: {ansible_host: ${network}.41}\n    store:\n      hosts:\n        store1: {ansible_host: ${network}.51}\n`,
    ),
  prepare: async (site) => {
    await bringUp(site);
    await succeed(site, 'run', 'playbooks/site.yml', '-i', 'inventory/lab.yml');
  },
  playbooks: ['playbooks/site.yml'],
  remedies: (network) => [
    ...edgeRemedies,
    ...trustRemedies,
    webState,
    ...designRemedies(network),
    ...systemRemedies(network),
  ],
};
