import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { explainVariable } from '../inventory/explain.ts';
import { graphInventory } from '../inventory/graph.ts';
import { listHost, listInventory } from '../inventory/list.ts';
import type { Inventory, InventoryHost } from '../inventory/model.ts';
import { exitCodes } from './exit-code.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

export interface InventoryArguments extends Pick<HostArguments, 'inventory' | 'limit' | 'extraVars'> {
  readonly list: boolean;
  readonly graph: boolean;
  readonly host: string | undefined;
  readonly explain: string | undefined;
}

/** Shows the inventory: as a tree, as JSON, one host's variables, or where one of them comes from. */
export async function inventoryCommand(tools: Tools, args: InventoryArguments): Promise<number> {
  const { inventory, extra, warnings } = await loadInventory(tools, args);
  showDiagnostics(tools.terminal, warnings);
  const json = (value: unknown): void => tools.terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);
  if (args.explain !== undefined) {
    const host = hostNamed(inventory, args.host);
    tools.terminal.out(explanation(args.explain, [...host.layers, ...(extra ? [extra] : [])], host));
  } else if (args.host !== undefined) json(listHost(inventory, hostNamed(inventory, args.host).name));
  else if (args.list) json(listInventory(inventory));
  else tools.terminal.out(graphInventory(inventory));
  return exitCodes.converged;
}

function hostNamed(inventory: Inventory, name: string | undefined): InventoryHost {
  const host = name === undefined ? undefined : inventory.hosts.get(name);
  if (host !== undefined) return host;
  if (name === undefined) throw new InputError([problem('usage', '--explain needs --host', undefined)]);
  const hint = didYouMean(name, inventory.hosts.keys());
  throw new InputError([problem('unknown-host', `there is no host "${name}"`, undefined, { hint })]);
}

function explanation(name: string, layers: InventoryHost['layers'], host: InventoryHost): string {
  const found = explainVariable(name, layers);
  if (found.length === 0) {
    const hint = didYouMean(
      name,
      layers.flatMap((layer) => [...layer.variables.keys()]),
    );
    throw new InputError([
      problem('unknown-variable', `"${name}" is not set for ${host.name} in the inventory`, undefined, { hint }),
    ]);
  }
  const lines = found.map((each) => {
    const mark = each.winner ? '=>' : '  ';
    return `${mark} ${JSON.stringify(each.value)}\n     ${each.origin}  (${each.level})`;
  });
  return `${name} of ${host.name}, the last one counts:\n${lines.join('\n')}\n`;
}
