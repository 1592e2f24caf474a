import { InputError } from '../diagnostics/errors.ts';
import type { Scope } from '../language/scope.ts';
import type { RoleInstance, Task } from '../playbook/model.ts';
import { roleArgumentProblems } from '../playbook/role-argument-problems.ts';

/**
 * Refuses the first task of a called role whose parameters do not fit what the role says of them, which facts and
 * results decide only now.
 *
 * @param done calls that have been found right on this host; this adds to them
 * @throws InputError
 */
export function checkRole({ role, defaults, layers }: Task, scope: Scope, done: Set<RoleInstance>): void {
  if (role?.arguments === undefined || done.has(role)) return;
  const { problems, complete } = roleArgumentProblems(role, scope, [...defaults, ...layers]);
  if (problems.length > 0) throw new InputError(problems);
  if (complete) done.add(role);
}
