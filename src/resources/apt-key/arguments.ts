import type { ArgumentsSchema } from '../../arguments.ts';

export const aptKeyArguments: ArgumentsSchema = {
  summary: 'Keeps the key of a repository in /etc/apt/keyrings.',
  details: `A key is known by its fingerprint: the keyring must hold exactly the keys that are wanted, and no other one, because apt trusts all
that are in it. Fingerprints are computed on the controller from the bytes of the keyring, before and after.

The key comes from the controller (\`src\`, \`data\`), where a \`fingerprint\` is checked before anything is done, or from a \`url\`, which the host
fetches. Then a fingerprint must be given, and gpg on the host compares it before the keyring is replaced; without gpg (package \`gpg\`) the task is
refused. A key that is there is not fetched again, so a \`url\` does not notice a prolonged expiry.

The file is NAME.asc for an armored key, NAME.gpg for a binary one or one from a \`url\`. Refer to it by \`signed_by\` of \`apt_repository\`. Unlike
Ansible's \`apt_key\` there is no ring that is trusted for everything, no key server, and no key without its whole fingerprint.`,
  properties: {
    name: { description: 'Name of the keyring, without `.asc` or `.gpg`.', type: 'string' },
    src: {
      description: 'File with the key on the controller, searched in the `files` directory of the role or the play.',
      type: 'string',
      asset: 'file',
    },
    data: { description: 'The armored key itself.', type: 'string' },
    url: {
      description: 'Where the host fetches it: an https or http address.',
      type: 'string',
      pattern: '^https?://[^\\s"\'\\\\]+$',
    },
    fingerprint: {
      description: 'Fingerprints of the keys (not of their subkeys), 40 or 64 hexadecimal digits, blanks allowed.',
      type: ['string', 'array'],
      items: { description: 'One fingerprint.', type: 'string' },
      aliases: ['id'],
    },
    state: {
      description: 'Whether it is there. With `absent`, `file` says which of the two files is meant.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    file: {
      description: 'Ending of the file: with `state: absent`, where there is no key to tell it from.',
      type: 'string',
      enum: ['asc', 'gpg'],
    },
  },
  required: ['name'],
  examples: [
    `- name: key of the example repository
  apt_key:
    name: example
    url: https://deb.example.org/key.asc
    fingerprint: 4D64 FEC1 19C2 0290 67D6  E791 F8D2 585B 8783 D481`,
    `- name: a repository that is not used any more
  apt_key: {name: example, file: gpg, state: absent}`,
  ],
};
