import type { ArgumentSchema } from '../arguments.ts';

/** The keywords of plays, blocks, tasks and role entries: validation, documentation and editor completion at once. */
export type Keywords = Readonly<Record<string, ArgumentSchema>>;

export const condition: ArgumentSchema = {
  description: 'An expression, or a list of expressions that must all hold. No `{{ }}`.',
  type: ['string', 'boolean', 'array'],
  items: { description: 'An expression.', type: ['string', 'boolean'] },
};

export const names = (description: string): ArgumentSchema => ({
  description,
  type: ['string', 'array'],
  items: { description: 'One of them.', type: 'string' },
});

export const variables = (description: string): ArgumentSchema => ({
  description,
  type: ['object', 'null'],
  additionalProperties: true,
});

export const tasks = (description: string): ArgumentSchema => ({
  description,
  type: ['array', 'null'],
  items: { description: 'A task or block.', type: 'object', additionalProperties: true },
});

export const becomeKeywords: Keywords = {
  become: { description: 'Run as another user (root when `become_user` says nothing).', type: 'boolean' },
  become_user: { description: 'Whom to become.', type: 'string' },
  become_method: { description: 'How to become that user.', type: 'string', enum: ['sudo', 'su', 'doas'] },
};

export const circumstances: Keywords = {
  run_once: { description: 'Only the first host of a batch does it; the others get its result.', type: 'boolean' },
  throttle: { description: 'How many hosts at a time may be in this task.', type: 'integer', minimum: 1 },
  timeout: {
    description: 'Seconds after which whatever the task runs on a host is killed with all its children.',
    type: 'number',
    minimum: 1,
  },
  any_errors_fatal: {
    description:
      'When a host fails in it, the others end what they are at, and the run ends. False takes back what is said around it.',
    type: 'boolean',
  },
  ignore_unreachable: { description: 'Go on with the next task when the host could not be reached.', type: 'boolean' },
  environment: {
    description: 'Environment variables for whatever the task runs on a host: a map, or a list of maps.',
    type: ['object', 'array', 'string', 'null'],
    additionalProperties: true,
    items: { description: 'A map.', type: ['object', 'string'], additionalProperties: true },
  },
};

export const inheritedKeywords: Keywords = {
  ...becomeKeywords,
  ...circumstances,
  delegate_to: {
    description: 'A host of the inventory, or `localhost`, that it is done on in place of the task’s own.',
    type: 'string',
  },
  name: { description: 'What it is for, shown in every report. May hold templates.', type: 'string' },
  when: { ...condition, description: 'Only when this holds: an expression, or a list of them that must all hold.' },
  tags: names('Names by which `--tags` and `--skip-tags` choose. `always` and `never` have Ansible’s meaning.'),
  vars: variables('Variables for this part only.'),
  ignore_errors: { description: 'Report a failure and go on with the next task.', type: 'boolean' },
  no_log: { description: 'Show neither arguments nor results nor differences.', type: 'boolean' },
};
