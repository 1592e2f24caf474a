import { positionAt } from '../diagnostics/span.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import type { HostTopology } from '../inventory/topology/host-topology.ts';
import type { Topology } from '../inventory/topology/model.ts';
import { fateNames } from './site.ts';
import type { Site, SiteHost } from './site.ts';

/** @throws InputError for variables that cannot be rendered */
export function readSite(
  inventory: Inventory,
  topology: Topology,
  extra: VariableLayer | undefined,
  evidence: Site['evidence'],
): Site {
  const names = inventory.groups.get('all')?.hosts ?? [];
  return {
    services: topology.services,
    evidence,
    now: Date.now(),
    hosts: names.map((name) => siteHost(inventory, name, extra)),
    place: (span) => {
      if (span === undefined) return undefined;
      const { line, column } = positionAt(span.source, span.start);
      return `${span.source.name}:${line}:${column}`;
    },
  };
}

function siteHost(inventory: Inventory, name: string, extra: VariableLayer | undefined): SiteHost {
  const { host, scope } = inventoryScope(inventory, name, { extra });
  const { addresses } = scope['host_topology'] as HostTopology;
  const text = (variable: string): string | undefined => {
    const value = Object.hasOwn(scope, variable) ? scope[variable] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const layers = [...host.layers, ...(extra === undefined ? [] : [extra])];
  return {
    name,
    addresses,
    fates: present(fateNames.map((fate) => [fate, text(fate)])),
    settings: {
      ...present([
        ['primary', text('mysql_primary')],
        ['durability', text('mysql_durability')],
        ['backup', text('mysql_backup_host')],
      ]),
      // It is a secret that may be locked: whether there is one is enough.
      deadMan: isSet(layers, 'alertmanager_deadman_url'),
    },
  };
}

function present<Name extends string>(
  entries: readonly (readonly [Name, string | undefined])[],
): Readonly<Partial<Record<Name, string>>> {
  const known = entries.filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Partial<Record<Name, string>>;
}

function isSet(layers: readonly VariableLayer[], variable: string): boolean {
  const written = layers.findLast((layer) => layer.variables.has(variable))?.variables.get(variable);
  return written !== undefined && !(written.type === 'scalar' && written.value === '');
}
