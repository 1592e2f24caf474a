import { workload } from '../workload.ts';

/** A play's task as it stands in YAML. */
export type TaskForm = Readonly<Record<string, unknown>>;

/** The workload as tasks of Rackwright, in order. */
export function rackwrightTasks(): readonly TaskForm[] {
  const { groups, users, directories, templates, files, lines, sysctls, packages, services, commands } = workload;
  const root = { owner: 'root', group: 'root' };
  return [
    ...groups.map((each) => task(`group ${each.name}`, 'group', each)),
    ...users.map((each) =>
      task(`user ${each.name}`, 'user', { ...each, shell: '/usr/sbin/nologin', create_home: false }),
    ),
    ...directories.map((each) => task(`directory ${each.path}`, 'directory', each)),
    ...templates.map(({ source, path, mode }) =>
      task(`template ${path}`, 'template', { src: source, dest: path, mode, ...root }),
    ),
    ...[...files, ...sysctls].map(({ source, path, mode }) =>
      task(`file ${path}`, 'copy', { src: source, dest: path, mode, ...root }),
    ),
    ...lines.map(({ path, key, line }) => task(`line ${path}`, 'line', { path, regexp: `^${key} = `, line })),
    ...packages.map((name) => task(`package ${name}`, 'package', { name, state: 'present' })),
    ...services.map((name) => task(`service ${name}`, 'service', { name, state: 'started', enabled: true })),
    ...commands.map(({ argv, creates }) => task(`command ${creates}`, 'command', { argv, creates })),
  ];
}

function task(name: string, kind: string, parameters: object): TaskForm {
  return { name, [kind]: { ...parameters } };
}
