import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import { readLimit } from '../inventory/limit.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { readInventory } from '../inventory/read.ts';
import { topologyProblems } from '../inventory/topology-problems.ts';
import { extraVariables } from './extra-variables.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';
import { vaultAccess } from './vault-access.ts';
import type { VaultAccess, VaultArguments } from './vault-access.ts';

export interface LoadedInventory {
  readonly inventory: Inventory;
  readonly extra: VariableLayer | undefined;
  /** Whether `--limit` leaves a host. */
  readonly limited: (host: string) => boolean;
  readonly warnings: readonly Diagnostic[];
  readonly vault: VaultAccess;
}

/**
 * Reads the inventories of the command line.
 * @throws InputError with all that is wrong
 */
export async function loadInventory(
  tools: Tools,
  args: Pick<HostArguments, 'inventory' | 'extraVars'> &
    VaultArguments & { readonly limit?: readonly string[] | undefined },
  playbookDirectory?: string,
): Promise<LoadedInventory> {
  const paths = args.inventory ?? [];
  if (paths.length === 0)
    throw new InputError([
      problem('usage', 'no inventory is given', undefined, { hint: 'add -i inventory/lab.yml, or -i host1,host2,' }),
    ]);
  const options = { cwd: tools.cwd, signal: tools.stop, ...(playbookDirectory !== undefined && { playbookDirectory }) };
  const { inventory, diagnostics } = await readInventory(paths, options);
  const errors = diagnostics.filter((each) => each.severity === 'error');
  if (errors.length > 0) throw new InputError(errors);
  const vault = vaultAccess(tools, args);
  const extra = await extraVariables(args.extraVars ?? [], tools.cwd, vault);
  const topology = topologyProblems(inventory, extra);
  if (topology.some((each) => each.severity === 'error')) throw new InputError(topology);
  const warnings = [...diagnostics, ...topology];
  if (args.limit === undefined) return { inventory, extra, limited: () => true, warnings, vault };
  const pattern = await readLimit(args.limit.join(','), { cwd: tools.cwd });
  const limit = selectHosts(inventory, pattern.pattern);
  const found = [...pattern.diagnostics, ...limit.diagnostics];
  // A limit that leaves nobody must not look like a run in which nothing was wrong.
  if (limit.hosts.length === 0 || found.some((each) => each.severity === 'error')) throw new InputError(found);
  const left = new Set(limit.hosts);
  return { inventory, extra, limited: (host) => left.has(host), warnings: [...warnings, ...found], vault };
}
