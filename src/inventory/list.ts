import type { Located, Plain } from '../language/located.ts';
import type { Inventory, InventoryGroup } from './model.ts';

/**
 * The inventory in the shape of `ansible-inventory --list`: groups with their own hosts and children, and the variables
 * of each host in `_meta.hostvars`, templates unrendered. An executable inventory that prints it gives the same groups.
 */
export function listInventory(inventory: Inventory): Plain {
  const groups: [string, Plain][] = [];
  for (const group of inventory.groups.values()) {
    const hosts = group.name === 'all' ? [] : ownHosts(inventory, group);
    const { children } = group;
    const data = { ...(hosts.length > 0 && { hosts }), ...(children.length > 0 && { children }) };
    if (Object.keys(data).length > 0) groups.push([group.name, data]);
  }
  const hostvars: [string, Plain][] = [];
  for (const name of hostsOf(inventory, 'all')) {
    const variables = listHost(inventory, name);
    if (variables !== undefined && Object.keys(variables).length > 0) hostvars.push([name, variables]);
  }
  return { _meta: { hostvars: Object.fromEntries(hostvars) }, ...Object.fromEntries(groups) };
}

/** The variables of a host, as `ansible-inventory --host` shows them; nothing when there is no such host. */
export function listHost(inventory: Inventory, name: string): Readonly<Record<string, Plain>> | undefined {
  const layers = inventory.hosts.get(name)?.layers;
  if (layers === undefined) return undefined;
  const merged = new Map(layers.flatMap((layer) => [...layer.variables]));
  const sorted = [...merged].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, listed(value)]));
}

/** Hosts of a group that none of its children has. */
export function ownHosts(inventory: Inventory, group: InventoryGroup): readonly string[] {
  const inherited = new Set(group.children.flatMap((child) => hostsOf(inventory, child)));
  return group.hosts.filter((host) => !inherited.has(host));
}

function hostsOf(inventory: Inventory, group: string): readonly string[] {
  return inventory.groups.get(group)?.hosts ?? [];
}

/** What is encrypted stays so, in the form in which Ansible prints and reads it. */
function listed(value: Located): Plain {
  switch (value.type) {
    case 'scalar':
      return value.sealed === undefined ? value.value : { __ansible_vault: value.sealed.text };
    case 'list':
      return value.items.map(listed);
    case 'map':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, listed(entry.value)]));
  }
}
