import type { ArgumentsSchema } from '../../arguments.ts';

export const sshdConfigArguments: ArgumentsSchema = {
  summary: 'Sets options of the SSH server.',
  details: `Options are set in a drop-in of /etc/ssh/sshd_config.d or, with \`path\`, in the main file (there before the first \`Match\`); other lines stay.
They are not only written: sshd itself says (\`sshd -T\`) what it would do, and that must be what was asked for. As the first
value counts, an option that another file sets before is found out and named, because the drop-in would be without effect.

Before a file lands, \`sshd -t\` must accept the whole tree with it. Then a running server reads it (\`reload\`); open sessions stay. That the
server has read it is not proven, only that its reload went well.

A change that would lock out this session, when it has to come back, is refused. Looked at is what sshd would do for a connection from this
address by this user, Match blocks included: the port of this session must stay; \`PermitRootLogin no\`, where root logs in; \`AllowUsers\`, \`DenyUsers\`,
\`AllowGroups\`, \`DenyGroups\` against the user and its groups; and that some kind of authentication is left. Not looked at: whether the kind
that is left is the one you use, and where a hop or proxy in front needs other ports or addresses.

Ansible has no such module; it is \`lineinfile\` there. Match blocks are not written by this one: use \`copy\` or \`blockinfile\` for them.`,
  properties: {
    options: {
      description:
        'Keywords with their values: text, a number, true for `yes`, or a list for keywords that may stand several times (`Port`, `AllowUsers`).',
      type: 'object',
      additionalProperties: {
        description: 'A value.',
        type: ['string', 'integer', 'boolean', 'array'],
        items: { description: 'One of several values.', type: ['string', 'integer'] },
      },
    },
    state: {
      description: 'With `absent` the lines with these keywords go, whatever their values.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    path: {
      description: 'The file: one in /etc/ssh/sshd_config.d, or /etc/ssh/sshd_config.',
      type: 'string',
      default: '/etc/ssh/sshd_config.d/10-rackwright.conf',
    },
    reload: { description: 'Whether a running server reads a changed file.', type: 'boolean', default: true },
  },
  required: ['options'],
  examples: [
    `- name: keys only
  sshd_config:
    options:
      PasswordAuthentication: false
      KbdInteractiveAuthentication: false
      PermitRootLogin: prohibit-password
      MaxAuthTries: 3`,
    `- name: who may come in
  sshd_config:
    path: /etc/ssh/sshd_config.d/20-people.conf
    options:
      AllowGroups: [ops, sudo]`,
  ],
};
