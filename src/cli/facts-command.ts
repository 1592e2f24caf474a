import { InputError } from '../diagnostics/errors.ts';
import { gather } from '../engine/gather.ts';
import { hostAddresses } from '../engine/host-addresses.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { becomeOptions } from './become-options.ts';
import { connectionDefaults } from './connection-defaults.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

/** Prints the facts of hosts as one JSON map. */
export async function factsCommand(tools: Tools, args: HostArguments & { readonly pattern: string }): Promise<number> {
  const { inventory, extra, limited } = await loadInventory(tools, args);
  const selected = selectHosts(inventory, args.pattern);
  if (selected.diagnostics.length > 0) throw new InputError(selected.diagnostics);
  const names = selected.hosts.filter((name) => limited(name));
  const password = args.askPass ? await tools.terminal.askSecret('Login password: ') : undefined;
  const { become, user, method, password: becomePassword } = await becomeOptions(tools.terminal, args);
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const results = await gather({
    addresses: hostAddresses({ inventory, extra, cwd: tools.cwd, defaults: connectionDefaults(args), password }, names),
    forks: args.forks,
    connect: await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn }),
    abort: tools.abort,
    becomeOf: () =>
      become === true
        ? { method: method ?? 'sudo', user: user ?? 'root', ...(becomePassword && { password: becomePassword }) }
        : undefined,
  });
  const found: [string, unknown][] = [];
  let code: number = exitCodes.converged;
  for (const name of names) {
    const result = results.get(name);
    if (result === undefined) continue;
    if ('facts' in result) found.push([name, result.facts]);
    else {
      tools.terminal.err(`${name}: ${result.failure.message}\n`);
      code = exitCodes.unreachable;
    }
  }
  tools.terminal.out(`${JSON.stringify(Object.fromEntries(found), undefined, 2)}\n`);
  return code;
}
