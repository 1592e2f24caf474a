/**
 * Where variables may be set. A later level overrides an earlier one; within a level, what is nearer to the task, or
 * comes later, wins. Variables are replaced as a whole: maps are not merged.
 */
export const precedence = [
  {
    level: 'role defaults',
    title: 'role defaults',
    where: '`default` in `roles/NAME/arguments.yml`, then `roles/NAME/defaults/main.yml`',
  },
  {
    level: 'inventory group',
    title: 'inventory, group',
    where:
      'the inventory, then `group_vars/all`, then `group_vars/NAME`, those beside the playbook above those beside the ' +
      'inventory; `all` before parents before children, then by `ansible_group_priority`, then by name',
  },
  {
    level: 'inventory host',
    title: 'inventory, host',
    where: 'the inventory, then `host_vars/NAME` beside the inventory, then beside the playbook',
  },
  { level: 'play', title: 'play', where: '`vars_files`, then `vars` of the play, then answers to `vars_prompt`' },
  { level: 'role', title: 'role', where: '`roles/NAME/vars/main.yml`, then the parameters given to the role' },
  { level: 'task', title: 'block and task', where: '`vars` of blocks, outer before inner, then of the task' },
  { level: 'run', title: 'set by a task', where: '`set_fact` and `register`' },
  { level: 'extra', title: 'extra variables', where: '`-e` on the command line' },
] as const;

export type PrecedenceLevel = (typeof precedence)[number]['level'];
