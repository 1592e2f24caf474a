import type { ArgumentSchema } from '../arguments.ts';
import {
  condition,
  names,
  variables,
  tasks,
  becomeKeywords,
  circumstances,
  inheritedKeywords,
} from './shared-keywords.ts';
import type { Keywords } from './shared-keywords.ts';

export const taskKeywords: Keywords = {
  ...inheritedKeywords,
  args: variables('More arguments, for kinds that are written in free form.'),
  loop: {
    description: 'A list, or an expression that gives one: the task is done once for each `item`.',
    type: ['array', 'string'],
  },
  loop_control: {
    description: 'How the loop names its item.',
    type: 'object',
    properties: {
      loop_var: { description: 'Name of the variable that holds the item.', type: 'string', default: 'item' },
      index_var: { description: 'Name of a variable that counts from 0.', type: 'string' },
      label: { description: 'Template shown instead of the item.', type: 'string' },
      pause: { description: 'Seconds between two items.', type: 'number', minimum: 0 },
      extended: { description: 'Sets `ansible_loop`: `index`, `first`, `last`, `length`, …', type: 'boolean' },
    },
    additionalProperties: false,
  },
  register: {
    description: 'Name of a variable that receives the result.',
    type: 'string',
    pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
  },
  notify: names('Handlers (names or `listen` topics) to run after the play’s tasks when this changed something.'),
  changed_when: { ...condition, description: 'For actions: whether it changed something.' },
  failed_when: { ...condition, description: 'For actions: whether it failed.' },
  until: { ...condition, description: 'Repeat until this holds of the registered result.' },
  retries: {
    description: 'How often to repeat for `until`; without `until`, while it fails.',
    type: 'integer',
    minimum: 1,
    default: 3,
  },
  delay: { description: 'Seconds between two tries.', type: 'number', minimum: 0, default: 5 },
  async: {
    description: 'For commands, shells and scripts: run it in the background of the host, for at most so many seconds.',
    type: 'integer',
    minimum: 0,
  },
  poll: {
    description: 'Seconds between two looks at what runs in the background; 0 leaves it alone (see `async_status`).',
    type: 'number',
    minimum: 0,
    default: 5,
  },
};

export const handlerKeywords: Keywords = {
  ...taskKeywords,
  listen: names('Topics: other names by which `notify` can call this handler.'),
};

export const blockKeywords: Keywords = {
  ...inheritedKeywords,
  block: tasks('Tasks that share these keywords.'),
  rescue: tasks(
    'Tasks for when one of the block fails: then the host goes on behind the block, unless one of these fails.',
  ),
  always: tasks('Tasks that are done behind the block and its rescue, whether these failed or not.'),
};

export const includeKeywords: Keywords = {
  ...inheritedKeywords,
  import_tasks: { description: 'A file with a list of tasks, read before the run.', type: 'string' },
  include_tasks: { description: 'The same as `import_tasks`.', type: 'string' },
  import_role: roleName('A role whose tasks stand here.'),
  include_role: roleName('The same as `import_role`.'),
};

export const roleKeywords: Keywords = {
  ...inheritedKeywords,
  role: { description: 'Name of the role.', type: 'string' },
};

export const playKeywords: Keywords = {
  ...becomeKeywords,
  ...circumstances,
  name: { description: 'What the play is for.', type: 'string' },
  hosts: {
    description: 'Pattern of hosts: `web:&staging:!web3`.',
    type: ['string', 'array'],
    items: { description: 'A pattern.', type: 'string' },
  },
  gather_facts: {
    description: 'Read `facts.` of each host first, where anything in the run could ask for them.',
    type: 'boolean',
    default: true,
  },
  serial: {
    description: 'How many hosts at a time: a number, a percentage, or a list of them for growing batches.',
    type: ['integer', 'string', 'array'],
    items: { description: 'Size of one batch.', type: ['integer', 'string'] },
  },
  order: {
    description: 'In which order hosts are taken; a shuffle says its seed, and `--shuffle-seed` repeats it.',
    type: 'string',
    enum: ['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', 'shuffle'],
    default: 'inventory',
  },
  strategy: {
    description:
      '`free`: each host goes at its own pace; `linear`: all hosts of a batch do a task before any does the next.',
    type: 'string',
    enum: ['free', 'linear'],
    default: 'free',
  },
  any_errors_fatal: {
    description: 'When a host fails, the others end what they are at, and the run ends.',
    type: 'boolean',
    default: false,
  },
  max_fail_percentage: {
    description: 'When more than so many of a batch’s hosts failed, the others end what they are at, and the run ends.',
    type: ['number', 'string'],
  },
  force_handlers: {
    description: 'Notified handlers run on a host although a task failed there.',
    type: 'boolean',
    default: false,
  },
  on_failure: {
    description:
      'When a host of a batch fails: `keep` leaves what was changed; `rollback` undoes it on all hosts of that batch, where it can.',
    type: 'string',
    enum: ['keep', 'rollback'],
    default: 'keep',
  },
  vars: variables('Variables of the play.'),
  vars_files: names('Files with variables.'),
  vars_prompt: {
    description: 'Variables that somebody is asked for before the run; `-e` answers them, too.',
    type: ['array', 'null'],
    items: {
      description: 'One of them.',
      type: 'object',
      properties: {
        name: { description: 'The variable.', type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
        prompt: { description: 'The question.', type: 'string' },
        private: {
          description: 'Do not show what is typed, and mask it in all output.',
          type: 'boolean',
          default: true,
        },
        default: { description: 'The value when nothing is typed.', type: ['string', 'number', 'boolean'] },
        confirm: { description: 'Ask twice.', type: 'boolean', default: false },
        unsafe: { description: 'Means nothing: what is typed is never a template.', type: 'boolean' },
      },
      required: ['name'],
      additionalProperties: false,
    },
  },
  remote_user: { description: 'Log in as this user where the inventory names none.', type: 'string' },
  port: {
    description: 'Port of SSH where the inventory names none.',
    type: ['integer', 'string'],
    minimum: 1,
    maximum: 65_535,
  },
  connection: {
    description: 'Transport for hosts for which the inventory names none.',
    type: 'string',
    enum: ['ssh', 'openssh', 'local'],
  },
  ignore_errors: { description: 'Report failures and go on with the next task.', type: 'boolean' },
  no_log: { description: 'Show neither arguments nor results nor differences.', type: 'boolean' },
  roles: {
    description: 'Roles, run before `tasks`.',
    type: ['array', 'null'],
    items: {
      description: 'A role’s name, or a map with `role` and its variables.',
      type: ['string', 'object'],
      additionalProperties: true,
    },
  },
  pre_tasks: tasks('Tasks before the roles.'),
  tasks: tasks('Tasks after the roles.'),
  post_tasks: tasks('Tasks after all others.'),
  verify: tasks(
    'Tasks that tell, behind each batch and its handlers, whether it is healthy; if not, no other batch is begun.',
  ),
  handlers: tasks('Tasks that run only when notified, once, after all others.'),
  tags: names('Tags that all tasks of the play get.'),
};

export const importPlaybookKeywords: Keywords = {
  name: { description: 'Label.', type: 'string' },
  import_playbook: { description: 'A playbook whose plays stand here.', type: 'string' },
};

function roleName(description: string): ArgumentSchema {
  return {
    description,
    type: ['object', 'string'],
    properties: {
      name: { description: 'Name of the role.', type: 'string' },
      tasks_from: { description: 'Another file of its `tasks/`.', type: 'string', default: 'main' },
      vars_from: { description: 'Another file of its `vars/`.', type: 'string', default: 'main' },
      defaults_from: { description: 'Another file of its `defaults/`.', type: 'string', default: 'main' },
      handlers_from: { description: 'Another file of its `handlers/`.', type: 'string', default: 'main' },
    },
    required: ['name'],
    additionalProperties: false,
  };
}
