import { InputError } from '../diagnostics/errors.ts';
import { compileTemplate } from '../language/template.ts';
import type { Scope } from '../language/scope.ts';
import { handlersNamed } from '../playbook/handlers.ts';
import type { Play, Task } from '../playbook/model.ts';

/** Handlers that a task notifies by one name of its `notify`, or why nobody is: a restart must not get lost silently. */
export type Notified = { readonly name: string; readonly handlers: readonly Task[] } | { readonly lost: string };

/** A literal name has been checked before the run; one with a template is known only now. */
export function notifiedHandlers(play: Play, task: Task, wish: Task['notify'][number], scope: () => Scope): Notified {
  if (!wish.name.includes('{{')) return { name: wish.name, handlers: handlersNamed(play, task, wish.name) };
  try {
    const name = compileTemplate(wish.name, wish).render(scope());
    const handlers = handlersNamed(play, task, name);
    return handlers.length > 0 ? { name, handlers } : { lost: `there is no handler "${name}" to notify` };
  } catch (error) {
    if (error instanceof InputError) return { lost: `nobody can be notified: ${error.message}` };
    throw error;
  }
}
