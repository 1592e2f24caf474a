import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { render } from '../language/render.ts';
import type { Scope } from '../language/scope.ts';
import type { Task } from '../playbook/model.ts';
import { omit } from './bind-task.ts';
import type { HostState } from './host-state.ts';

/**
 * The host that a task is delegated to; nothing when it is to be done on its own.
 * @throws InputError, PendingVariable
 */
export function findDelegate(
  { delegateTo }: Task,
  scope: Scope,
  states: ReadonlyMap<string, HostState>,
): HostState | undefined {
  if (delegateTo === undefined) return undefined;
  const value = render(delegateTo, scope);
  if (value === (omit as unknown)) return undefined;
  const name = String(value);
  const state = states.get(name);
  if (state !== undefined) return state;
  const hint = didYouMean(name, [...states.keys()]) ?? 'a task can be delegated to hosts of the inventory only';
  throw new InputError([
    problem('unknown-host', `there is no host "${name}" to delegate to`, delegateTo.span, { hint }),
  ]);
}
