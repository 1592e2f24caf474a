import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { Plain } from '../../language/located.ts';
import type { Scope } from '../../language/scope.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../model.ts';
import { loneTopologies, topologyHost } from './find-topology.ts';
import type { Topology } from './model.ts';
import { readTopology } from './read-topology.ts';

export interface LoadedTopology {
  /** Nothing where the inventory has none. */
  readonly topology: Topology | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The topology of an inventory. It is the same for all hosts: templates in it see what all hosts share, and `-e`.
 * @param scopeOf a host's variables before any play
 */
export function loadTopology(
  inventory: Inventory,
  extra: VariableLayer | undefined,
  scopeOf: (host: InventoryHost) => Scope,
): LoadedTopology {
  const host = topologyHost(inventory, extra);
  const alone = loneTopologies(inventory);
  if (host === undefined) return { topology: undefined, diagnostics: alone };
  const layers = [...host.layers, ...(extra === undefined ? [] : [extra])];
  const written = layers.findLast((layer) => layer.variables.has('topology'))?.variables.get('topology');
  if (written === undefined) return { topology: undefined, diagnostics: alone };
  try {
    const { topology, diagnostics } = readTopology(scopeOf(host)['topology'] as Plain, written, inventory);
    return { topology, diagnostics: [...alone, ...diagnostics] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { topology: undefined, diagnostics: [...alone, ...error.diagnostics] };
  }
}
