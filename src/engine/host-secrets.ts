import { InputError } from '../diagnostics/errors.ts';
import { becomeDefaults } from '../inventory/address.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Secret } from '../secret.ts';

/** The passwords for becoming another user that the inventory or `-e` gives these hosts, so that reports can mask them. */
export function hostSecrets(
  inventory: Inventory,
  extra: VariableLayer | undefined,
  names: readonly string[],
): readonly Secret[] {
  return names.flatMap((name) => {
    try {
      return becomeDefaults(inventoryScope(inventory, name, { extra }).scope).password ?? [];
    } catch (error) {
      // One that play variables or facts make cannot be known yet; what is wrong with it is said when a task needs it.
      if (error instanceof InputError) return [];
      throw error;
    }
  });
}
