import type { Task } from '../../playbook/model.ts';
import { handlerName } from './handler-name.ts';

/** The same for every run: a role's tasks are known by the role and their names, others by the play's name and theirs. */
export function taskKey(play: string, task: Task): string {
  return `${task.role === undefined ? `play ${play}` : `role ${task.role.name}`}: ${handlerName(task)}`;
}
