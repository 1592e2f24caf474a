import { InputError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { HostAddress } from '../host.ts';
import { hostAddress } from '../inventory/address.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Secret } from '../secret.ts';

export interface AddressOptions {
  readonly inventory: Inventory;
  readonly extra: VariableLayer | undefined;
  readonly cwd: string;
  /** `ansible_*` variables of the command line: they count where the inventory says nothing. */
  readonly defaults: readonly VariableLayer[];
  readonly password: Secret | undefined;
}

/**
 * How each host is reached. Play and task variables, facts and registered results have no say in it.
 * @throws InputError with all that is wrong with any of them
 */
export function hostAddresses(options: AddressOptions, names: readonly string[]): ReadonlyMap<string, HostAddress> {
  const addresses = new Map<string, HostAddress>();
  const problems: Diagnostic[] = [];
  for (const name of names) {
    try {
      addresses.set(name, addressOf(options, name));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.diagnostics);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return addresses;
}

function addressOf({ inventory, extra, cwd, defaults, password }: AddressOptions, name: string): HostAddress {
  const { host, scope } = inventoryScope(inventory, name, { extra, defaults });
  const address = hostAddress(host, scope, { cwd });
  return password === undefined ? address : { password, ...address };
}
