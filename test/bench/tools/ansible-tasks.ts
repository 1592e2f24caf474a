import type { TaskForm } from './rackwright-tasks.ts';
import { rackwrightTasks } from './rackwright-tasks.ts';

/**
 * The same tasks for Ansible, with modules that need no facts. `systemd` and not `service`, which fails in Debian's Mitogen
 * 0.3.3 with ansible-core 2.14.
 */
export function ansibleTasks(): readonly TaskForm[] {
  return rackwrightTasks().map((task) => {
    const [[kind, parameters] = ['', undefined]] = Object.entries(task).filter(([key]) => key !== 'name');
    const more = kind === 'directory' ? { state: 'directory' } : {};
    const module = modules[kind] ?? kind;
    return { name: task['name'], [`ansible.builtin.${module}`]: { ...(parameters as object), ...more } };
  });
}

const modules: Readonly<Record<string, string>> = {
  directory: 'file',
  line: 'lineinfile',
  package: 'apt',
  service: 'systemd',
};
