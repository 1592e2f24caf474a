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
  const number = (variable: string): number | undefined => {
    const value = Number(text(variable));
    return Number.isFinite(value) ? value : undefined;
  };
  const capacity = numbers(
    Object.hasOwn(scope, 'prometheus_web_capacity') ? scope['prometheus_web_capacity'] : undefined,
  );
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
        ['connection', text('ansible_connection')],
      ]),
      ...present([
        ['peak', number('audit_peak_qps')],
        ['port', number('ansible_port')],
      ]),
      ...(capacity && { capacity }),
      // It is a secret that may be locked: whether there is one is enough.
      deadMan: isSet(layers, 'alertmanager_deadman_url'),
    },
  };
}

function present<Name extends string, Value>(
  entries: readonly (readonly [Name, Value | undefined])[],
): Readonly<Partial<Record<Name, Value>>> {
  const known = entries.filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Partial<Record<Name, Value>>;
}

/** Nothing where nobody has measured anything. */
function numbers(value: unknown): Readonly<Record<string, number>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'number' ? [[name, each] as const] : [],
  );
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

function isSet(layers: readonly VariableLayer[], variable: string): boolean {
  const written = layers.findLast((layer) => layer.variables.has(variable))?.variables.get(variable);
  return written !== undefined && !(written.type === 'scalar' && written.value === '');
}
