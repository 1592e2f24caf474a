import { existsSync } from 'node:fs';
import {
  sealedLayersOf,
  sealedOf,
  sealedValuesIn,
  sealedValuesInTasks,
  sealedValuesOf,
  sealedValuesOfHosts,
} from '../playbook/variables/needed-sealed.ts';
import type { VariableCheck } from '../playbook/variables/check-variables.ts';
import type { VariableLayer } from '../inventory/model.ts';
import { assetFiles } from '../playbook/variables/asset-files.ts';
import type { LoadedInventory } from './load-inventory.ts';
import { openFiles } from './open-files.ts';
import type { Tools } from './tools.ts';

/**
 * Opens what the chosen plays will read, so that a missing key is known before the first connection. What other hosts
 * have is opened only when something asks for `hostvars`.
 *
 * @returns the content of encrypted files that tasks name, by path
 * @throws InputError
 */
export async function unlockPlays(
  tools: Tools,
  { inventory, vault }: LoadedInventory,
  work: Omit<VariableCheck, 'playbook'>,
  playbookDirectory: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const used = { ...work, chosen: work.chosen.filter(({ hosts, tasks }) => hosts.length > 0 && tasks.length > 0) };
  await vault.open(sealedLayersOf(used));
  const layers = allLayers(inventory, used);
  // Most runs have nothing encrypted: they must not pay for finding out what they would need.
  if (sealedValuesIn(layers).length > 0 || sealedValuesInTasks(used).length > 0) {
    const { needed, dynamic } = sealedValuesOf(used);
    await vault.open(needed);
    if (dynamic) {
      await vault.tryToOpen(sealedOf(layers));
      await vault.tryToOpen(sealedValuesIn(layers));
    }
  }
  const names = vault.keysAtHand ? 'rendered' : 'written';
  return openFiles(assetFiles(used, playbookDirectory, { names, exists: existsSync }), vault, tools.secrets);
}

function allLayers(
  inventory: LoadedInventory['inventory'],
  { chosen }: Pick<VariableCheck, 'chosen'>,
): ReadonlySet<VariableLayer> {
  const tasks = chosen.flatMap((each) => [...each.tasks, ...each.play.handlers]);
  return new Set([
    ...[...inventory.hosts.values()].flatMap((host) => host.layers),
    ...chosen.flatMap(({ play }) => play.layers),
    ...tasks.flatMap((task) => [...task.defaults, ...task.layers]),
  ]);
}

/**
 * Opens what some variables of hosts need.
 * @throws InputError
 */
export async function unlockHosts(
  { inventory, extra, vault }: LoadedInventory,
  names: readonly string[],
  uses: (variable: string) => boolean,
): Promise<void> {
  await vault.open(sealedOf(new Set(names.flatMap((name) => inventory.hosts.get(name)?.layers ?? []))));
  await vault.open(sealedValuesOfHosts(inventory, extra, names, uses));
}

/** The variables that say how a host is reached. */
export function isConnectionVariable(name: string): boolean {
  return name.startsWith('ansible_');
}
