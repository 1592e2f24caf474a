import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { handlersNamed } from '../handlers.ts';
import type { Play, Playbook, Task } from '../model.ts';

/** Handlers that nothing in their play notifies. Where a name is rendered, it may be any of them. */
export function unusedHandlers({ plays }: Playbook): readonly Diagnostic[] {
  return plays.flatMap((play) => {
    const tasks = [...play.tasks, ...play.handlers];
    if (tasks.some((task) => task.notify.some(({ name }) => name.includes('{{')))) return [];
    const notified = new Set(tasks.flatMap((task) => handlersOf(play, task)));
    return play.handlers.filter((handler) => !notified.has(handler)).map(unused);
  });
}

function handlersOf(play: Play, task: Task): readonly Task[] {
  return task.notify.flatMap(({ name }) => handlersNamed(play, task, name));
}

function unused(handler: Task): Diagnostic {
  const name = handler.name?.type === 'scalar' ? ` "${String(handler.name.value)}"` : '';
  const hint = name === '' ? 'give it a name, and name that in `notify`' : 'name it in `notify`, or remove it';
  const found = problem('unused-handler', `nothing notifies the handler${name}`, handler.name?.span ?? handler.span, {
    hint,
  });
  return { ...found, severity: 'warning' };
}
