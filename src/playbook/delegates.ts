import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { Inventory } from '../inventory/model.ts';
import type { Task } from './model.ts';

/**
 * The hosts that tasks may be delegated to: those that are named; all of the inventory when only the run will tell a name.
 * What is named and does not exist is wrong.
 */
export function delegatesOf(
  tasks: readonly Task[],
  inventory: Pick<Inventory, 'hosts'>,
): { readonly hosts: ReadonlySet<string>; readonly diagnostics: readonly Diagnostic[] } {
  const hosts = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const scalar of new Set(tasks.flatMap(({ delegateTo }) => delegateTo ?? []))) {
    const name = String(scalar.value);
    if (name.includes('{{')) for (const each of inventory.hosts.keys()) hosts.add(each);
    else if (inventory.hosts.has(name)) hosts.add(name);
    else {
      const hint =
        didYouMean(name, inventory.hosts.keys()) ?? 'write it into the inventory, so that it is known how to reach it';
      diagnostics.push(problem('unknown-host', `there is no host "${name}" to delegate to`, scalar.span, { hint }));
    }
  }
  return { hosts, diagnostics };
}
