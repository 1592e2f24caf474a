import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { evaluate, test } from '../language/condition/evaluate.ts';
import { render } from '../language/render.ts';
import type { Scope } from '../language/scope.ts';
import type { Loop, Task } from '../playbook/model.ts';
import type { HostContext, Locals } from './context.ts';

/** One turn of a task: its loop variables, or why there is nothing to do. A task without a loop has one item without variables. */
export type LoopItem =
  | { readonly type: 'item'; readonly locals: Locals }
  | { readonly type: 'skip'; readonly why: string }
  | { readonly type: 'problem'; readonly error: InputError };

/**
 * The items of a task's loop, evaluated once, before its first item.
 * @throws PendingVariable
 */
export function loopItems(context: HostContext, task: Task, pending: ReadonlySet<string>): readonly LoopItem[] {
  const { loop } = task;
  if (loop === undefined) return [{ type: 'item', locals: {} }];
  const scope = context.scopeOf(task, {}, pending);
  try {
    const items = listOf(loop, scope);
    if (items.length === 0) return [{ type: 'skip', why: 'there is nothing to loop over' }];
    return items.map((item, index) => ({
      type: 'item',
      locals: {
        [loop.variable]: item,
        ...(loop.indexVariable !== undefined && { [loop.indexVariable]: index }),
        ...(loop.extended && { ansible_loop: loopState(items, index) }),
      },
    }));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // A loop over something that is there only when `when` holds is common, and harmless when it does not.
    const why = falseWithoutItem(task, scope);
    return [why === undefined ? { type: 'problem', error } : { type: 'skip', why }];
  }
}

/** Where an item stands, in Ansible's words. */
function loopState(items: readonly unknown[], index: number): Readonly<Record<string, unknown>> {
  const { length } = items;
  return {
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
    allitems: items,
    ...(index > 0 && { previtem: items[index - 1] }),
    ...(index + 1 < length && { nextitem: items[index + 1] }),
  };
}

function listOf(loop: Loop, scope: Scope): readonly unknown[] {
  const list = 'root' in loop.over ? evaluate(loop.over, scope) : render(loop.over, scope);
  if (Array.isArray(list)) return list as readonly unknown[];
  const hint = 'give a list, or make one with a filter such as `dict2items`';
  throw new InputError([problem('wrong-type', 'a loop needs a list', loop.over.span, { hint })]);
}

function falseWithoutItem(task: Task, scope: Scope): string | undefined {
  try {
    const failing = task.when.find((condition) => !test(condition, scope));
    return failing && `${failing.text} is false`;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
