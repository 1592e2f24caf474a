import type { Scope } from '../language/scope.ts';
import { lazyScope } from './lazy-scope.ts';
import type { Inventory, InventoryHost } from './model.ts';

/**
 * The magic variable `hostvars`: the scopes of all hosts by their names. A host's scope is asked for once, when it is
 * read; make a new one for every task, so that what other hosts registered meanwhile is seen.
 */
export function createHostvars(inventory: Inventory, scopeOf: (host: InventoryHost) => Scope): Scope {
  return lazyScope({
    find(name) {
      const host = inventory.hosts.get(name);
      return host === undefined ? undefined : () => scopeOf(host);
    },
    names: () => inventory.hosts.keys(),
  });
}
