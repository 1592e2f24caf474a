import { hostAddresses } from '../engine/host-addresses.ts';
import { hostSecrets } from '../engine/host-secrets.ts';
import type { BecomeOptions } from '../engine/run-options.ts';
import type { HostAddress } from '../host.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { becomeOptions } from './become-options.ts';
import { connectionDefaults } from './connection-defaults.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';
import { isConnectionVariable, unlockHosts } from './unlock.ts';

/**
 * How hosts are reached and whom one becomes there, from the inventory and the command line; asks for passwords. All
 * passwords in it are masked from then on.
 */
export interface HostAccess {
  readonly addresses: ReadonlyMap<string, HostAddress>;
  readonly become: BecomeOptions;
  /** How they are reached where a play has a say in it, above the command line and below the inventory. */
  readonly addressesWith: (layer: VariableLayer, names: readonly string[]) => ReadonlyMap<string, HostAddress>;
}

/** @throws InputError with all that is wrong with the addresses */
export async function hostAccess(
  tools: Tools,
  args: HostArguments,
  loaded: LoadedInventory,
  names: readonly string[],
): Promise<HostAccess> {
  const { inventory, extra } = loaded;
  await unlockHosts(loaded, names, isConnectionVariable);
  const password = args.askPass ? await tools.terminal.askSecret('Login password: ') : undefined;
  const become = await becomeOptions(tools.terminal, args);
  const defaults = connectionDefaults(args);
  const shared = { inventory, extra, cwd: tools.cwd, password };
  const addresses = hostAddresses({ ...shared, defaults }, names);
  const passwords = [become.password, ...[...addresses.values()].map((address) => address.password)];
  for (const each of [...passwords, ...hostSecrets(inventory, extra, names)])
    if (each !== undefined) tools.secrets.add(each.reveal());
  const addressesWith: HostAccess['addressesWith'] = (layer, some) =>
    hostAddresses({ ...shared, defaults: [...defaults, layer] }, some);
  return { addresses, become, addressesWith };
}
