import type { PlannedPlay } from '../engine/run-options.ts';
import { showSpan } from '../diagnostics/span.ts';
import type { Located } from '../language/located.ts';
import type { Task } from '../playbook/model.ts';

/** What `--list-hosts` and `--list-tasks` show. */
export function listPlays(
  plays: readonly PlannedPlay[],
  what: { readonly hosts: boolean; readonly tasks: boolean },
): string {
  return plays.map((planned) => listPlay(planned, what)).join('\n');
}

function listPlay(
  { play, hosts, tasks }: PlannedPlay,
  what: { readonly hosts: boolean; readonly tasks: boolean },
): string {
  const lines = [`play "${play.name}" (${play.hosts}): ${hosts.length} hosts, ${tasks.length} tasks`];
  if (what.hosts) lines.push(...hosts.map((host) => `  ${host}`));
  if (what.tasks) lines.push(...tasks.map((task) => `  ${taskLine(task)}`));
  return `${lines.join('\n')}\n`;
}

function taskLine(task: Task): string {
  const name = task.name === undefined ? task.kind : shownName(task.name);
  const role = task.role === undefined ? '' : `${task.role.name} : `;
  const tags = task.tags.length === 0 ? '' : `  [${task.tags.join(', ')}]`;
  return `${role}${name}${tags}  ${showSpan(task.span)}`;
}

function shownName(name: Located): string {
  return name.type === 'scalar' ? String(name.value) : '';
}
