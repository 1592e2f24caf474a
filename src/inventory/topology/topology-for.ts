import { InputError } from '../../diagnostics/errors.ts';
import type { Scope } from '../../language/scope.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../model.ts';
import { topologyHost } from './find-topology.ts';
import { hostAddresses, neededAddresses } from './host-addresses.ts';
import { hostTopology } from './host-topology.ts';
import type { HostTopology } from './host-topology.ts';
import { loadTopology } from './load-topology.ts';
import type { LoadedTopology } from './load-topology.ts';

/**
 * The magic variable `host_topology` of a host; nothing where the inventory has no topology.
 * @param scopeOf a host's variables before any play
 */
export function topologyFor(
  host: InventoryHost,
  inventory: Inventory,
  extra: VariableLayer | undefined,
  scopeOf: (host: InventoryHost) => Scope,
): (() => HostTopology) | undefined {
  if (topologyHost(inventory, extra) === undefined) return undefined;
  return () => {
    const { topology, diagnostics, addresses } = shared(inventory, extra, scopeOf);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (topology === undefined || errors.length > 0) throw new InputError(errors);
    const self = { name: host.name, addresses: hostAddresses(host, scopeOf(host)) };
    return hostTopology(topology, self, (name) => {
      const known = addresses.get(name);
      if (known !== undefined) return known;
      const other = inventory.hosts.get(name);
      const found = other === undefined ? [] : neededAddresses(other, scopeOf(other));
      addresses.set(name, found);
      return found;
    });
  };
}

interface Shared extends LoadedTopology {
  /** Those that have been asked for, by the host's name. */
  readonly addresses: Map<string, readonly string[]>;
}

/** All hosts read the same topology: once for an inventory and what `-e` says. */
function shared(
  inventory: Inventory,
  extra: VariableLayer | undefined,
  scopeOf: (host: InventoryHost) => Scope,
): Shared {
  const known = cache.get(inventory);
  if (known?.extra === extra && known !== undefined) return known.shared;
  const made = { ...loadTopology(inventory, extra, scopeOf), addresses: new Map<string, readonly string[]>() };
  cache.set(inventory, { extra, shared: made });
  return made;
}

const cache = new WeakMap<Inventory, { readonly extra: VariableLayer | undefined; readonly shared: Shared }>();
