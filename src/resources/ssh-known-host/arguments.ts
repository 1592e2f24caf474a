import type { ArgumentsSchema } from '../../arguments.ts';

export const sshKnownHostArguments: ArgumentsSchema = {
  summary: 'Keeps host keys in a known_hosts file, so that ssh on the host knows where it arrives.',
  details: `Without \`user\` and \`path\` it is the system’s file, \`/etc/ssh/ssh_known_hosts\`. Hashed names are recognised. Of each type of key there is one for a name: a
new one replaces the old one of that type, and keys of other types stay. Where a line names several hosts, only this name is taken out of it; lines with patterns
(\`*.example.org\`) and \`@cert-authority\` stay as they are. A key that the file marks as \`@revoked\` is refused.

The keys are given, never fetched: what \`ssh-keyscan\` prints over an unsafe line proves nothing.

Differs from Ansible’s \`known_hosts\`: a user’s file belongs to the user with mode 0600, as with \`authorized_key\`.`,
  properties: {
    name: {
      description: 'Name or address of the other host, as it is typed behind `ssh`; several for its other names.',
      type: ['string', 'array'],
      items: { description: 'One name.', type: 'string' },
      aliases: ['host'],
    },
    port: { description: 'Where its sshd listens.', type: 'integer', minimum: 1, maximum: 65535, default: 22 },
    key: {
      description:
        'Its public keys, one on a line, `TYPE KEY` as in `/etc/ssh/ssh_host_*_key.pub`, or `NAME TYPE KEY` as in known_hosts (NAME does not count); or a list of them. With `state: absent`: only these go; without it all keys of the name.',
      type: ['string', 'array'],
      items: { description: 'One or more lines.', type: 'string' },
    },
    state: {
      description: 'Whether the file holds the keys.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    user: { description: 'Whose file: `.ssh/known_hosts` in the home directory.', type: 'string' },
    path: { description: 'Another file.', type: 'string' },
    hash_host: {
      description: 'Whether the name must stand there hashed. Nothing accepts both and writes it in clear.',
      type: 'boolean',
    },
  },
  required: ['name'],
  examples: [
    `- name: the host from which we deploy is known to everybody
  ssh_known_host:
    name: [git.example.org, 192.0.2.7]
    key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu`,
    `- name: the backup's target, hidden from who reads the file
  ssh_known_host:
    user: backup
    name: vault.example.org
    port: 2222
    hash_host: true
    key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu`,
  ],
};
