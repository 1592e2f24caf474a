import { ownHosts } from './list.ts';
import type { Inventory } from './model.ts';

/** The groups below one of them as a tree of text lines, in the shape of `ansible-inventory --graph`. */
export function graphInventory(inventory: Inventory, group = 'all'): string {
  return [`@${group}:`, ...below(inventory, group, 1)].join('\n') + '\n';
}

function below(inventory: Inventory, name: string, depth: number): readonly string[] {
  const group = inventory.groups.get(name);
  if (group === undefined) return [];
  const indent = `${'  |'.repeat(depth)}--`;
  const children = group.children.flatMap((child) => [`${indent}@${child}:`, ...below(inventory, child, depth + 1)]);
  const hosts = name === 'all' ? [] : ownHosts(inventory, group);
  return [...children, ...hosts.map((host) => indent + host)];
}
