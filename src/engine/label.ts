import { showSpan } from '../diagnostics/span.ts';
import { InputError } from '../diagnostics/errors.ts';
import { toPlain } from '../language/located.ts';
import type { Located } from '../language/located.ts';
import { render } from '../language/render.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import type { Play, Task } from '../playbook/model.ts';
import type { TaskLabel } from '../reporter.ts';

/** How reports call a task: its rendered name, else its kind and first plain argument. */
export function labelOf(play: Play, task: Task, scope: Scope): TaskLabel {
  const item = itemLabel(task, scope);
  return {
    id: task.id,
    name: task.name === undefined ? unnamed(task, scope) : shown(task.name, scope),
    kind: task.kind,
    ...(task.role && { role: task.role.name }),
    at: showSpan(task.span),
    ...(item !== undefined && { item }),
    handler: handlersOf(play).has(task),
  };
}

/** Asked for each task on each host. */
function handlersOf(play: Play): ReadonlySet<Task> {
  let handlers = handlersOfPlays.get(play);
  if (handlers === undefined) handlersOfPlays.set(play, (handlers = new Set(play.handlers)));
  return handlers;
}

const handlersOfPlays = new WeakMap<Play, ReadonlySet<Task>>();

function unnamed(task: Task, scope: Scope): string {
  const main =
    task.args.entries.find((entry) => ['name', 'path', 'cmd', 'msg', 'dest'].includes(entry.key)) ??
    task.args.entries[0];
  return main === undefined || task.noLog ? task.kind : `${task.kind} ${shown(main.value, scope)}`;
}

function itemLabel(task: Task, scope: Scope): string | undefined {
  if (task.loop === undefined || !(task.loop.variable in scope)) return undefined;
  if (task.noLog) return '(hidden)';
  if (task.loop.label !== undefined) return shown(task.loop.label, scope);
  return oneLine(scope[task.loop.variable]);
}

/** A label must never fail or wait: what cannot be rendered now is shown as it is written. */
function shown(located: Located, scope: Scope): string {
  try {
    return oneLine(render(located, scope));
  } catch (error) {
    if (error instanceof InputError || error instanceof PendingVariable) return oneLine(toPlain(located));
    throw error;
  }
}

function oneLine(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
