import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Become } from '../host.ts';
import { becomeDefaults } from '../inventory/address.ts';
import { userNameProblem } from '../inventory/names.ts';
import { render } from '../language/render.ts';
import type { Scope } from '../language/scope.ts';
import type { BecomeWish } from '../playbook/model.ts';
import type { BecomeOptions } from './run-options.ts';

/**
 * Whom a task runs as. What stands nearest to the task counts: its own words and those around it, then the inventory's
 * `ansible_become…` variables, then the command line.
 *
 * @param connection where the `ansible_become…` variables are, when it is not the task's host that it runs on
 * @throws InputError, PendingVariable
 */
export function chooseBecome(
  wish: BecomeWish,
  options: BecomeOptions,
  scope: Scope,
  connection: Scope = scope,
): Become | undefined {
  const inventory = becomeDefaults(connection);
  if (!(wish.become ?? inventory.become ?? options.become ?? false)) return undefined;
  const password = inventory.password ?? options.password;
  return {
    method: wish.method ?? inventory.method ?? options.method ?? 'sudo',
    user: userOf(wish, scope) ?? inventory.user ?? options.user ?? 'root',
    ...(password && { password }),
  };
}

function userOf({ user }: BecomeWish, scope: Scope): string | undefined {
  if (user === undefined) return undefined;
  const name = String(render(user, scope));
  const wrong = userNameProblem(name);
  if (wrong !== undefined) throw new InputError([problem('bad-host-name', wrong, user.span)]);
  return name;
}
