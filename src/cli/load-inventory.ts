import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import { readLimit } from '../inventory/limit.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { readInventory } from '../inventory/read.ts';
import { extraVariables } from './extra-variables.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

export interface LoadedInventory {
  readonly inventory: Inventory;
  readonly extra: VariableLayer | undefined;
  /** Whether `--limit` leaves a host. */
  readonly limited: (host: string) => boolean;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads the inventories of the command line.
 * @throws InputError with all that is wrong
 */
export async function loadInventory(
  tools: Tools,
  args: Pick<HostArguments, 'inventory' | 'limit' | 'extraVars'>,
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
  const extra = extraVariables(args.extraVars ?? [], tools.cwd);
  const pattern = await readLimit((args.limit ?? ['all']).join(','), { cwd: tools.cwd });
  const limit = selectHosts(inventory, pattern.pattern);
  const wrong = [...pattern.diagnostics, ...(args.limit === undefined ? [] : limit.diagnostics)];
  if (wrong.length > 0) throw new InputError(wrong);
  return {
    inventory,
    extra,
    limited: (host) => args.limit === undefined || limit.hosts.includes(host),
    warnings: diagnostics,
  };
}
