import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { selectHosts } from '../inventory/patterns.ts';
import type { LoadedInventory } from './load-inventory.ts';
import { showDiagnostics } from './show-diagnostics.ts';
import type { Tools } from './tools.ts';

/**
 * The hosts that a pattern of the command line means, less those that `--limit` leaves out.
 * @throws InputError for names that do not exist, and when nothing is left
 */
export function chooseHosts(tools: Tools, loaded: LoadedInventory, pattern: string): readonly string[] {
  const { hosts, diagnostics } = selectHosts(loaded.inventory, pattern);
  if (hosts.length === 0 || diagnostics.some((each) => each.severity === 'error')) throw new InputError(diagnostics);
  showDiagnostics(tools.terminal, [...loaded.warnings, ...diagnostics]);
  const left = hosts.filter((host) => loaded.limited(host));
  if (left.length > 0) return left;
  throw new InputError([problem('unknown-host', `--limit leaves no host of "${pattern}"`, undefined)]);
}
