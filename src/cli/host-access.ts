import { hostAddresses } from '../engine/host-addresses.ts';
import type { BecomeOptions } from '../engine/run-options.ts';
import type { HostAddress } from '../host.ts';
import type { Secret } from '../secret.ts';
import { becomeOptions } from './become-options.ts';
import { connectionDefaults } from './connection-defaults.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

/** How hosts are reached and whom one becomes there, from the inventory and the command line; asks for passwords. */
export interface HostAccess {
  readonly addresses: ReadonlyMap<string, HostAddress>;
  readonly become: BecomeOptions;
  /** What was typed or stands in addresses, to be masked. */
  readonly secrets: readonly Secret[];
}

/** @throws InputError with all that is wrong with the addresses */
export async function hostAccess(
  tools: Tools,
  args: HostArguments,
  { inventory, extra }: LoadedInventory,
  names: readonly string[],
): Promise<HostAccess> {
  const password = args.askPass ? await tools.terminal.askSecret('Login password: ') : undefined;
  const become = await becomeOptions(tools.terminal, args);
  const defaults = connectionDefaults(args);
  const addresses = hostAddresses({ inventory, extra, cwd: tools.cwd, defaults, password }, names);
  const passwords = [become.password, ...[...addresses.values()].map((address) => address.password)];
  return { addresses, become, secrets: passwords.filter((each) => each !== undefined) };
}
