import type { ArgumentSchema, ArgumentsSchema } from '../../arguments.ts';

export const cronArguments: ArgumentsSchema = {
  summary: 'Keeps a job, or a variable, in a crontab.',
  details: `A job is found again by a remark with its name on the line before it. Jobs that Ansible has written are recognised
(\`#Ansible: NAME\`) and keep their remark. All other lines stay as they are.

Without \`cron_file\` the job is in a user's own crontab, written through crontab(1), which checks it; with \`cron_file\` it is in a file of
/etc/cron.d. A variable is put before all jobs, because it holds for those behind it.`,
  properties: {
    name: { description: 'The job’s name, or with `env` the variable’s.', type: 'string' },
    user: {
      description:
        'Whose crontab; with `cron_file`, whom the job runs as (root when not given). Nothing means the task’s own user.',
      type: 'string',
    },
    job: {
      description: 'The command; with `env` the variable’s value. A `%` must be written `\\%`.',
      type: 'string',
      aliases: ['value'],
    },
    state: { description: 'Whether it is there.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    minute: field('Minutes: `0-59`, `*`, `*/5`, `0,30`.'),
    hour: field('Hours: `0-23`.'),
    day: field('Days of the month: `1-31`.', 'dom'),
    month: field('Months: `1-12` or `jan`–`dec`.'),
    weekday: field('Days of the week: `0-6` from Sunday, or `sun`–`sat`.', 'dow'),
    special_time: {
      description: 'Instead of the five fields.',
      type: 'string',
      enum: ['annually', 'daily', 'hourly', 'monthly', 'reboot', 'weekly', 'yearly', 'midnight'],
    },
    disabled: { description: 'The job is there, but as a remark.', type: 'boolean', default: false },
    env: { description: 'It is a variable and not a job.', type: 'boolean', default: false },
    cron_file: { description: 'Name of a file in /etc/cron.d, or an absolute path.', type: 'string' },
  },
  required: ['name'],
  examples: [
    `- name: nightly backup
  cron:
    name: backup
    user: root
    minute: 17
    hour: 3
    job: /usr/local/bin/backup >/dev/null`,
    `- name: mail of cron goes to the operators
  cron:
    name: MAILTO
    env: true
    value: ops@example.com
    cron_file: rackwright`,
    `- cron: {name: old report, user: www-data, state: absent}`,
  ],
};

function field(description: string, alias?: string): ArgumentSchema {
  return {
    description,
    type: ['string', 'integer'],
    pattern: '^[0-9A-Za-z*/,~-]+$',
    default: '*',
    ...(alias !== undefined && { aliases: [alias] }),
  };
}
