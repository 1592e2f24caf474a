import type { Task } from './model.ts';

interface WithTasks {
  readonly tasks: readonly Task[];
}

/**
 * Plays without the tasks before the first one that is called so; nothing when none is.
 * @param pattern a name, or `ROLE : NAME`, as it is written in the playbook; `*` and `?` stand for what they always do
 */
export function startAtTask<Play extends WithTasks>(
  plays: readonly Play[],
  pattern: string,
): readonly Play[] | undefined {
  const matches = matcher(pattern);
  const isMeant = (task: Task): boolean => namesOfTask(task).some((name) => name === pattern || matches(name));
  const first = plays.findIndex(({ tasks }) => tasks.some(isMeant));
  if (first === -1) return undefined;
  return plays.map((play, index) => {
    if (index > first) return play;
    const tasks = index < first ? [] : play.tasks.slice(play.tasks.findIndex(isMeant));
    return { ...play, tasks };
  });
}

/** What `--start-at-task` may call a task. */
export function namesOfTask({ name, kind, role }: Task): readonly string[] {
  const own = name?.type === 'scalar' ? String(name.value) : kind;
  return role === undefined ? [own] : [own, `${role.name} : ${own}`];
}

function matcher(pattern: string): (name: string) => boolean {
  const parts = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const regExp = new RegExp(`^${parts.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
  return (name) => regExp.test(name);
}
