import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../model.ts';

/**
 * A host that has only what all hosts of the inventory share: the topology is read on it, so that it is one for all whatever
 * templates stand in it. Nothing when nobody sets the variable `topology`.
 */
export function topologyHost(inventory: Inventory, extra: VariableLayer | undefined): InventoryHost | undefined {
  const layers = sharedLayers(inventory);
  const set = [...layers, ...(extra === undefined ? [] : [extra])].some((layer) => layer.variables.has('topology'));
  return set ? { name: 'topology', groups: [], layers, span: undefined } : undefined;
}

/** Hosts that would have another topology than the others. */
export function loneTopologies(inventory: Inventory): readonly Diagnostic[] {
  const shared = new Set(sharedLayers(inventory));
  const alone = new Map<VariableLayer, string[]>();
  for (const { name, layers } of hostsOf(inventory))
    for (const layer of layers)
      if (!shared.has(layer) && layer.variables.has('topology')) alone.set(layer, [...(alone.get(layer) ?? []), name]);
  return [...alone].map(([layer, hosts]) =>
    problem(
      'bad-value',
      `the topology is one for all hosts, but is set for ${hosts.length > 3 ? `${hosts.length} hosts` : hosts.join(', ')} alone`,
      layer.variables.get('topology')?.span,
      { hint: 'set it for the group `all`' },
    ),
  );
}

/** Asked for by every scope, so it is found once for an inventory. */
function sharedLayers(inventory: Inventory): readonly VariableLayer[] {
  const known = cache.get(inventory);
  if (known !== undefined) return known;
  const [first, ...others] = hostsOf(inventory);
  const shared = (first?.layers ?? []).filter((layer) => others.every(({ layers }) => layers.includes(layer)));
  cache.set(inventory, shared);
  return shared;
}

const cache = new WeakMap<Inventory, readonly VariableLayer[]>();

function hostsOf({ hosts, groups }: Inventory): readonly InventoryHost[] {
  return (groups.get('all')?.hosts ?? []).flatMap((name) => hosts.get(name) ?? []);
}
