import { InputError } from '../diagnostics/errors.ts';
import { evaluate } from '../language/condition/evaluate.ts';
import type { Lookups } from '../language/lookups.ts';
import { render } from '../language/render.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import { equals } from '../language/value/equals.ts';
import { ValueError } from '../language/value/value-error.ts';
import type { Task } from '../playbook/model.ts';
import type { Assets } from './assets.ts';
import type { Locals } from './context.ts';

/**
 * What a task's templates may read of the controller: files as `copy` finds them.
 * @param trusted makes the task's variables without facts, results and what other hosts have
 */
export function taskLookups(assets: Assets, task: Task, locals: Locals, trusted: (locals: Locals) => Scope): Lookups {
  return {
    file: (name) => {
      try {
        return assets.readText(task, name);
      } catch (error) {
        if (error instanceof InputError) throw new ValueError(error.message, error.diagnostics[0]?.hint);
        throw error;
      }
    },
    trusted: () => trusted(isTrustedItem(task, locals, trusted) ? locals : {}),
  };
}

/** A loop over variables of the inventory or playbook has no item that a host made. */
function isTrustedItem({ loop }: Task, locals: Locals, trusted: (locals: Locals) => Scope): boolean {
  if (loop === undefined) return true;
  try {
    const scope = trusted({});
    const items = 'root' in loop.over ? evaluate(loop.over, scope) : render(loop.over, scope);
    return Array.isArray(items) && items.some((item) => equals(item, locals[loop.variable]));
  } catch (error) {
    if (error instanceof InputError || error instanceof PendingVariable) return false;
    throw error;
  }
}
