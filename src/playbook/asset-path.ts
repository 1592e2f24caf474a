import { isAbsolute, join } from 'node:path';
import type { RoleInstance, Task } from './model.ts';

/**
 * Where an asset named by a task may lie, best place first. In a role: the role's `templates/` or `files/`, then
 * `templates/ROLE/` of the project, or of the one that the role comes from; elsewhere: beside the file of the task, then beside the playbook, then in the project.
 */
export function assetPlaces(
  task: Pick<Task, 'role' | 'directory'>,
  folder: 'templates' | 'files',
  name: string,
  directories: { readonly playbook: string; readonly project: string },
): readonly string[] {
  if (isAbsolute(name)) return [name];
  const role = task.role ? placesOfRole(task.role, folder, directories.project) : [];
  const beside = [task.directory, directories.playbook, directories.project].flatMap((each) => [
    join(each, folder),
    each,
  ]);
  return [...new Set([...role, ...beside].map((place) => join(place, name)))];
}

/** A role in `playbooks/roles/` of another project, such as those that come with Rackwright, has its templates there. */
function placesOfRole(
  { name, path }: Pick<RoleInstance, 'name' | 'path'>,
  folder: 'templates' | 'files',
  project: string,
): readonly string[] {
  return [join(path, folder), join(project, folder, name), join(path, '..', '..', '..', folder, name)];
}
