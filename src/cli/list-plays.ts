import type { PlannedPlay } from '../engine/run-options.ts';
import { showSpan } from '../diagnostics/span.ts';
import type { Located } from '../language/located.ts';
import type { Task } from '../playbook/model.ts';

interface Listed {
  readonly hosts: boolean;
  readonly tasks: boolean;
  readonly tags: boolean;
}

/** What `--list-hosts`, `--list-tasks` and `--list-tags` show. */
export function listPlays(plays: readonly PlannedPlay[], what: Listed): string {
  return plays.map((planned) => listPlay(planned, what)).join('\n');
}

function listPlay({ play, hosts, tasks }: PlannedPlay, what: Listed): string {
  const lines = [`play "${play.name}" (${play.hosts}): ${hosts.length} hosts, ${tasks.length} tasks`];
  if (what.hosts) lines.push(...hosts.map((host) => `  ${host}`));
  if (what.tasks) lines.push(...tasks.map((task) => `  ${taskLine(task)}`));
  if (what.tags)
    lines.push(`  tags: ${[...new Set(tasks.flatMap((task) => task.tags))].toSorted().join(', ') || 'none'}`);
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
