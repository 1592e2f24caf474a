import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { InventoryHost } from '../../inventory/model.ts';
import { createScope } from '../../inventory/variables.ts';
import { test } from '../../language/condition/evaluate.ts';
import { PendingVariable } from '../../language/scope.ts';
import type { Scope } from '../../language/scope.ts';
import type { RoleInstance, Task } from '../model.ts';
import { roleArgumentProblems } from '../role-argument-problems.ts';
import type { ChosenPlay, VariableCheck } from './check-variables.ts';
import { describeMissing } from './describe-missing.ts';
import { namesOfPlay } from './names-of-play.ts';
import { namesSetBy } from './names-set-by.ts';

/**
 * Parameters of called roles that do not fit, for the hosts of the chosen plays, as far as it can be told before a run:
 * what depends on facts and results is judged when the role's first task has its turn. Each problem once, with the hosts
 * that have it.
 */
export function checkRoleArguments(check: VariableCheck): readonly Diagnostic[] {
  const set = namesSetBy(check.playbook, check.sources);
  const found = check.chosen.flatMap((chosen) => {
    const names = namesOfPlay(chosen.play, { set, gathered: true, extra: check.extra });
    const hosts = chosen.hosts.flatMap((name) => check.inventory.hosts.get(name) ?? []);
    return [...firstTasks(chosen)].flatMap(([role, task]) =>
      hosts.flatMap((host) =>
        problemsOn(host, role, task, chosen, check, names.pendingIn(task)).map((diagnostic) => ({
          diagnostic,
          host: host.name,
        })),
      ),
    );
  });
  return describeMissing(found);
}

/** The first task of each called role that says what it takes. */
function firstTasks({ tasks }: ChosenPlay): ReadonlyMap<RoleInstance, Task> {
  const first = new Map<RoleInstance, Task>();
  for (const task of tasks) if (task.role?.arguments !== undefined && !first.has(task.role)) first.set(task.role, task);
  return first;
}

function problemsOn(
  host: InventoryHost,
  role: RoleInstance,
  task: Task,
  { play }: ChosenPlay,
  { inventory, extra }: VariableCheck,
  pending: ReadonlySet<string>,
): readonly Diagnostic[] {
  const layers = [...play.layers, ...task.layers];
  const around = { host, inventory, defaults: task.defaults, layers, runtime: new Map(), extra, magic: {}, pending };
  const scope = createScope(around);
  if (!mayRun(task, scope)) return [];
  const places = [...task.defaults, ...host.layers, ...layers, ...(extra ? [extra] : [])];
  return roleArgumentProblems(role, scope, places).problems;
}

/** Whether the conditions hold; false, too, when that cannot be told yet. */
function mayRun({ when }: Task, scope: Scope): boolean {
  try {
    return when.every((condition) => test(condition, scope));
  } catch (error) {
    if (error instanceof PendingVariable || error instanceof InputError) return false;
    throw error;
  }
}
