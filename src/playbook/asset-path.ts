import { isAbsolute, join } from 'node:path';
import type { Task } from './model.ts';

/**
 * Where an asset named by a task may lie, best place first. In a role: the role's `templates/` or `files/`, then the
 * project's `templates/ROLE/`; elsewhere: beside the file of the task, then beside the playbook, then in the project.
 */
export function assetPlaces(
  task: Pick<Task, 'role' | 'directory'>,
  folder: 'templates' | 'files',
  name: string,
  directories: { readonly playbook: string; readonly project: string },
): readonly string[] {
  if (isAbsolute(name)) return [name];
  const role = task.role ? [join(task.role.path, folder), join(directories.project, folder, task.role.name)] : [];
  const beside = [task.directory, directories.playbook, directories.project].flatMap((each) => [
    join(each, folder),
    each,
  ]);
  return [...new Set([...role, ...beside].map((place) => join(place, name)))];
}
