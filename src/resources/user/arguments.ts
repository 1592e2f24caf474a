import type { ArgumentsSchema } from '../../arguments.ts';

export const userArguments: ArgumentsSchema = {
  summary: 'Creates, changes and removes users.',
  details: `What is not given is left as it is. The password is a hash as crypt(5) makes it, never the password itself; it travels on standard
input and is never shown. Reading it back needs root.

The user that the run has logged in as is changed under guard: unless he gets in again, the host takes the change back. He is
neither removed nor given another home directory (\`move_home\`) by his own session.

Unlike in Ansible, \`groups\` compares with local groups only, and a missing home directory of a user who exists is made only when
\`create_home: true\` says so.`,
  properties: {
    name: { description: 'The user’s name.', type: 'string', aliases: ['user'] },
    state: { description: 'Whether the user exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    uid: { description: 'The user’s number.', type: 'integer', minimum: 0, maximum: 4294967294 },
    non_unique: { description: 'The number may belong to another user too.', type: 'boolean', default: false },
    group: { description: 'The primary group, by name or number. It must exist.', type: ['string', 'integer'] },
    groups: {
      description: 'The other groups: a list, or one text with commas. Other memberships end, unless `append` is true.',
      type: ['array', 'string'],
      items: { description: 'A group’s name.', type: 'string' },
    },
    append: { description: 'Keeps memberships that `groups` does not name.', type: 'boolean', default: false },
    comment: { description: 'The GECOS field, usually the full name.', type: 'string' },
    shell: { description: 'The login shell.', type: 'string', pattern: '^/[^:\\n]*$' },
    home: { description: 'The home directory.', type: 'string', pattern: '^/[^:\\n]*$' },
    create_home: {
      description:
        'Makes the home directory from /etc/skel: when the user is created, or, if given, whenever it is missing.',
      type: 'boolean',
      default: true,
      aliases: ['createhome'],
    },
    move_home: { description: 'When `home` changes: moves what is in the old one.', type: 'boolean', default: false },
    skeleton: {
      description: 'Directory to make the home directory from, instead of /etc/skel.',
      type: 'string',
      pattern: '^/',
    },
    system: {
      description: 'When the user is created: takes a number from the range of the system.',
      type: 'boolean',
      default: false,
    },
    password: {
      description: 'The password’s hash (`openssl passwd -6`, `mkpasswd`), or `!` or `*` for none.',
      type: 'string',
      sensitive: true,
    },
    update_password: {
      description: '`on_create` leaves the password of a user who exists alone.',
      type: 'string',
      enum: ['always', 'on_create'],
      default: 'always',
    },
    password_lock: {
      description:
        'Whether the password is locked, so that it opens nothing. A lock that is there is kept when not given.',
      type: 'boolean',
    },
    expires: {
      description: 'The day on which the account expires (`2027-12-31`), or seconds since 1970; -1 for never.',
      type: ['string', 'number'],
    },
    remove: {
      description: 'With `state: absent`: removes the home directory and mail too.',
      type: 'boolean',
      default: false,
    },
    force: {
      description: 'With `state: absent`: removes the user even while logged in.',
      type: 'boolean',
      default: false,
    },
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: deployer
  user:
    name: deploy
    groups: [www-data, adm]
    append: true
    shell: /bin/bash
    password: "{{ deploy_password_hash }}"`,
    `- name: a service's own user
  user:
    name: myapp
    system: true
    home: /var/lib/myapp
    create_home: false
    shell: /usr/sbin/nologin`,
    `- name: somebody who has left
  user: {name: jdoe, state: absent, remove: true}`,
  ],
};
