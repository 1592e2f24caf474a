import { chooseBecome } from '../engine/choose-become.ts';
import { gather } from '../engine/gather.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import { chooseHosts } from './choose-hosts.ts';
import { exitCodes } from './exit-code.ts';
import { hostAccess } from './host-access.ts';
import { loadInventory } from './load-inventory.ts';
import { usualForks } from './forks.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

/** Prints the facts of hosts as one JSON map. */
export async function factsCommand(tools: Tools, args: HostArguments & { readonly pattern: string }): Promise<number> {
  const loaded = await loadInventory(tools, args);
  const names = chooseHosts(tools, loaded, args.pattern);
  const { addresses, become } = await hostAccess(tools, args, loaded, names);
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const results = await gather({
    addresses,
    forks: args.forks ?? usualForks,
    connect: await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn }),
    abort: tools.abort,
    becomeOf: (name) => chooseBecome({}, become, inventoryScope(loaded.inventory, name, loaded).scope),
  });
  const found: [string, unknown][] = [];
  let code: number = exitCodes.converged;
  for (const name of names) {
    const result = results.get(name);
    if (result === undefined) continue;
    if ('facts' in result) found.push([name, tools.secrets.data(result.facts)]);
    else {
      tools.terminal.err(`${name}: ${result.failure.message}\n`);
      code = exitCodes.unreachable;
    }
  }
  tools.terminal.out(`${JSON.stringify(Object.fromEntries(found), undefined, 2)}\n`);
  return code;
}
