import type { ArgumentsSchema } from '../../arguments.ts';

export const sudoersArguments: ArgumentsSchema = {
  summary: 'Keeps a file of rules in /etc/sudoers.d.',
  details: `The file is compared as a whole and belongs to root with mode 0440. Before it lands, \`visudo\` must accept it, alone and together with
all other rules of the host: an alias that is defined twice is refused, too. That sudo reads the directory is looked at in /etc/sudoers; where it
does not, the task fails instead of leaving a file without effect. Names with a dot or a tilde are refused, because sudo ignores such files.

What is not seen: a rule elsewhere that takes away again what this one gives (the last match counts), and users that do not exist. A
rule may take the operator's own rights away: become somebody else than root only by rules you keep.

As in Ansible's module, rules are made of \`user\` or \`group\` and \`commands\`; \`content\` gives the text itself, which Ansible leaves to
\`copy\`. Unlike there, \`nopassword\` must be asked for, and everything is validated.`,
  properties: {
    name: { description: 'Name of the file in /etc/sudoers.d: letters, digits, `_` and `-`.', type: 'string' },
    content: { description: 'The rules themselves.', type: 'string' },
    src: {
      description:
        'Handlebars template on the controller with the rules, searched in the `templates` directory of the role or the play.',
      type: 'string',
      asset: 'template',
    },
    state: { description: 'Whether the file exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    user: { description: 'Who may run the commands.', type: 'string' },
    group: { description: 'Whose members may run the commands, instead of `user`.', type: 'string' },
    commands: {
      description: 'What they may run: absolute paths, with arguments if need be, or `ALL`.',
      type: ['string', 'array'],
      items: { description: 'A command.', type: 'string' },
    },
    runas: { description: 'As whom, `USER` or `USER:GROUP`. As root when not given.', type: 'string' },
    host: { description: 'On which hosts the rule counts.', type: 'string', default: 'ALL' },
    nopassword: { description: 'Without a password.', type: 'boolean', default: false },
    noexec: { description: 'Commands may not start others.', type: 'boolean', default: false },
    setenv: { description: 'They may keep their environment.', type: 'boolean', default: false },
  },
  required: ['name'],
  examples: [
    `- name: deployers may restart the application
  sudoers:
    name: deploy
    group: deploy
    commands:
      - /usr/bin/systemctl restart app
      - /usr/bin/systemctl reload app
    nopassword: true`,
    `- name: log what is done by sudo
  sudoers:
    name: logging
    content: |
      Defaults log_output
      Defaults!/usr/bin/sudoreplay !log_output`,
    `- sudoers: {name: old-team, state: absent}`,
  ],
};
