import { dirname, resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { graphInventory } from '../inventory/graph.ts';
import { listHost, listInventory } from '../inventory/list.ts';
import type { Inventory, InventoryHost } from '../inventory/model.ts';
import { exitCodes } from './exit-code.ts';
import { explainOnHost } from './explain-variable.ts';
import { loadInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';
import type { VaultArguments } from './vault-access.ts';

export interface InventoryArguments extends Pick<HostArguments, 'inventory' | 'limit' | 'extraVars'>, VaultArguments {
  readonly list: boolean;
  readonly graph: boolean;
  readonly host: string | undefined;
  readonly explain: string | undefined;
  readonly playbook: string | undefined;
}

/** Shows the inventory: as a tree, as JSON, one host's variables, or where one of them comes from. */
export async function inventoryCommand(tools: Tools, args: InventoryArguments): Promise<number> {
  const directory = args.playbook === undefined ? undefined : dirname(resolve(tools.cwd, args.playbook));
  const loaded = await loadInventory(tools, args, directory);
  const { inventory, warnings } = loaded;
  const listing = args.explain === undefined && (args.list || args.host !== undefined);
  showDiagnostics(tools.terminal, [...warnings, ...(listing ? notShown(inventory) : [])]);
  const json = (value: unknown): void => tools.terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);
  if (args.explain !== undefined) {
    const host = hostNamed(inventory, args.host);
    tools.terminal.out(await explainOnHost(tools, loaded, { name: args.explain, host, playbook: args.playbook }));
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

/** Listing opens nothing: encrypted values are printed as they are, encrypted files are named. */
function notShown(inventory: Inventory): readonly Diagnostic[] {
  const layers = new Set([...inventory.hosts.values()].flatMap((host) => host.layers));
  const sealed = [...layers].filter((layer) => layer.sealed?.settled === false);
  return sealed.map(({ origin }) => ({
    ...problem('vault-key', `${origin} is encrypted; its variables are not listed`, undefined),
    severity: 'warning',
  }));
}
