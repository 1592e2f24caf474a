import { locate } from '../../src/language/located.ts';
import type { Plain } from '../../src/language/located.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../../src/inventory/model.ts';
import { createScope } from '../../src/inventory/variables.ts';
import type { ScopeInput } from '../../src/inventory/variables.ts';

/** Each variable stands in a source of its own, named like the layer and the variable. */
export function layer(origin: string, variables: Readonly<Record<string, Plain>>): VariableLayer {
  const entries = Object.entries(variables).map(([name, value]) => {
    const text = JSON.stringify(value);
    return [name, locate(value, { source: { name: `${origin} ${name}`, text }, start: 0, end: text.length })] as const;
  });
  return { origin, variables: new Map(entries) };
}

export function host(name: string, ...layers: readonly VariableLayer[]): InventoryHost {
  return { name, groups: ['web'], layers, span: undefined };
}

export function inventoryOf(...hosts: readonly InventoryHost[]): Inventory {
  const names = hosts.map((each) => each.name);
  const group = (name: string, children: readonly string[]) => ({ name, hosts: names, children, span: undefined });
  return {
    hosts: new Map(hosts.map((each) => [each.name, each])),
    groups: new Map([
      ['all', group('all', ['web'])],
      ['web', group('web', [])],
    ]),
  };
}

export function scopeOf(input: Partial<ScopeInput> & { readonly host: InventoryHost }) {
  return createScope({
    inventory: inventoryOf(input.host),
    defaults: [],
    layers: [],
    runtime: new Map(),
    extra: undefined,
    magic: {},
    pending: new Set(),
    ...input,
  });
}
