import { positionAt } from '../diagnostics/span.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import type { HostTopology } from '../inventory/topology/host-topology.ts';
import type { Topology } from '../inventory/topology/model.ts';
import { fateNames } from './site.ts';
import type { Site, SiteHost } from './site.ts';

/** @throws InputError for variables that cannot be rendered */
export function readSite(inventory: Inventory, topology: Topology, extra: VariableLayer | undefined): Site {
  const names = inventory.groups.get('all')?.hosts ?? [];
  return {
    services: topology.services,
    hosts: names.map((name) => siteHost(inventory, name, extra)),
    place: (span) => {
      if (span === undefined) return undefined;
      const { line, column } = positionAt(span.source, span.start);
      return `${span.source.name}:${line}:${column}`;
    },
  };
}

function siteHost(inventory: Inventory, name: string, extra: VariableLayer | undefined): SiteHost {
  const { scope } = inventoryScope(inventory, name, { extra });
  const { addresses } = scope['host_topology'] as HostTopology;
  const fates = fateNames.flatMap((fate) => {
    const value = Object.hasOwn(scope, fate) ? scope[fate] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? [[fate, String(value)] as const] : [];
  });
  return { name, addresses, fates: Object.fromEntries(fates) };
}
