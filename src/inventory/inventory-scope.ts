import type { Inventory, InventoryHost, VariableLayer } from './model.ts';
import type { Scope } from '../language/scope.ts';
import { createScope } from './variables.ts';

/** What a host has before any play: the inventory's variables and those of `-e`, above the command line's own defaults. */
export function inventoryScope(
  inventory: Inventory,
  name: string,
  around: { readonly extra?: VariableLayer | undefined; readonly defaults?: readonly VariableLayer[] } = {},
): { readonly host: InventoryHost; readonly scope: Scope } {
  const host = inventory.hosts.get(name);
  if (host === undefined) throw new Error(`host ${name} is not in the inventory`);
  const scope = createScope({
    host,
    inventory,
    defaults: around.defaults ?? [],
    layers: [],
    runtime: new Map(),
    extra: around.extra,
    magic: {},
    pending: new Set(),
  });
  return { host, scope };
}
