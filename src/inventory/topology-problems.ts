import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Scope } from '../language/scope.ts';
import type { Inventory, InventoryHost, VariableLayer } from './model.ts';
import { neededAddresses } from './topology/host-addresses.ts';
import { loadTopology } from './topology/load-topology.ts';
import type { Topology } from './topology/model.ts';
import { createScope } from './variables.ts';

/** The topology of an inventory that has been checked; nothing where it has none. */
export function loadedTopology(inventory: Inventory, extra: VariableLayer | undefined): Topology | undefined {
  return loadTopology(inventory, extra, scopes(inventory, extra)).topology;
}

/** All that is wrong with the topology, and the addresses that hosts lack for it. */
export function topologyProblems(inventory: Inventory, extra: VariableLayer | undefined): readonly Diagnostic[] {
  const scopeOf = scopes(inventory, extra);
  const { topology, diagnostics } = loadTopology(inventory, extra, scopeOf);
  if (topology === undefined || diagnostics.some(({ severity }) => severity === 'error')) return diagnostics;
  // Whoever is let in by name, and whoever is called by others than everybody.
  const names = topology.services.flatMap(({ hosts, from, to }) => [
    ...(from?.some((caller) => caller.hosts.length > 0) === true ? hosts : []),
    ...(from?.flatMap((caller) => caller.hosts) ?? []),
    ...(topology.services.find(({ name }) => name === to)?.hosts ?? []),
  ]);
  const missing = [...new Set(names)].flatMap((name): readonly Diagnostic[] => {
    const host = inventory.hosts.get(name);
    try {
      if (host !== undefined) neededAddresses(host, scopeOf(host));
      return [];
    } catch (error) {
      if (error instanceof InputError) return error.diagnostics;
      throw error;
    }
  });
  return [...diagnostics, ...missing];
}

/** A host's variables before any play. */
function scopes(inventory: Inventory, extra: VariableLayer | undefined): (host: InventoryHost) => Scope {
  return (host) =>
    createScope({
      host,
      inventory,
      defaults: [],
      layers: [],
      runtime: new Map(),
      extra,
      magic: {},
      pending: new Set(),
    });
}
