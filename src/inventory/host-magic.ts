import type { Inventory, InventoryHost } from './model.ts';

/** The magic variables that the inventory itself gives; nothing for other names. */
export function hostMagic(name: string, host: InventoryHost, inventory: Inventory): (() => unknown) | undefined {
  switch (name) {
    case 'inventory_hostname':
      return () => host.name;
    case 'inventory_hostname_short':
      return () => shortName(host.name);
    case 'group_names':
      return () => host.groups.toSorted();
    case 'groups':
      return () => groupMembers(inventory);
    case 'inventory_dir':
      return host.directory === undefined ? undefined : () => host.directory;
    default:
      return undefined;
  }
}

/** The names that {@link hostMagic} may know. */
export const hostMagicNames = [
  'inventory_hostname',
  'inventory_hostname_short',
  'group_names',
  'groups',
  'inventory_dir',
];

function shortName(name: string): string {
  return /^[\d.]+$/.test(name) ? name : (name.split('.')[0] ?? name);
}

function groupMembers(inventory: Inventory): Readonly<Record<string, readonly string[]>> {
  const members = Object.create(null) as Record<string, readonly string[]>;
  for (const [name, group] of inventory.groups) members[name] = group.hosts;
  return members;
}
