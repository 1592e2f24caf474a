import type { ArgumentsSchema } from '../../arguments.ts';

export const authorizedKeyArguments: ArgumentsSchema = {
  summary: 'Keeps public keys in a user’s authorized_keys.',
  details: `A key is recognised by its type and its bytes; comments and options are compared only where the task has them. The file belongs to
the user with mode 0600, and so does, with mode 0700, the directory in its default place. A symbolic link in the default place is refused,
because the user could point it anywhere.

Where a key of the user that the run has logged in as may go, or be given options, the change is made under guard: unless he gets in again, the
host takes it back. That needs root.

With \`exclusive\` all other keys go. As that can lock everybody out, an empty list needs \`allow_empty\`. In a loop every round would remove
the keys of the others: give all of them at once.`,
  properties: {
    user: { description: 'Whose keys.', type: 'string' },
    key: {
      description: 'Public keys, one on a line, as in authorized_keys; or a list of them.',
      type: ['string', 'array'],
      items: { description: 'One or more lines.', type: 'string' },
    },
    state: {
      description: 'Whether the keys open the account.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    exclusive: { description: 'No other key opens the account.', type: 'boolean', default: false },
    allow_empty: { description: 'With `exclusive`: there may be no key at all.', type: 'boolean', default: false },
    key_options: {
      description: 'Options of all these keys: `from="192.0.2.0/24",no-pty`. Empty for none; kept when not given.',
      type: 'string',
    },
    comment: { description: 'Comment of all these keys, instead of their own.', type: 'string' },
    path: { description: 'The file. Nothing means `.ssh/authorized_keys` in the home directory.', type: 'string' },
    manage_dir: {
      description: 'Makes the directory and gives it to the user. By default only when `path` is not given.',
      type: 'boolean',
    },
  },
  required: ['user', 'key'],
  examples: [
    `- name: keys of the operators, and no others
  authorized_key:
    user: ops
    exclusive: true
    key: |
      ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu anna
      ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJlcnQgaGFzIGFub3RoZXIga2V5LCBqdXN0IGFzIGdv bert`,
    `- name: a key that may only start the backup
  authorized_key:
    user: backup
    key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu
    key_options: restrict,command="/usr/local/bin/backup"`,
  ],
};
