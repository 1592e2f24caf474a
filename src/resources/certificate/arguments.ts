import type { ArgumentsSchema } from '../../arguments.ts';

export const certificateArguments: ArgumentsSchema = {
  summary: 'Keeps a TLS certificate from the internal authority, and renews it in time.',
  details: `The private key is made on the host (openssl, which must be there) and never leaves it: the host sends a request, the controller signs
its key with the authority of \`rackwright ca init\`, and the host gets the certificate with what stands between it and the root. What the host sends
is not trusted: it must prove a key of the wanted kind, and what the certificate says is only what this task says.

Looked at are the key, that the certificate belongs to it, names, issuer, use, owner and modes, and the time: when two thirds of its
life are over it is renewed, with the same key, and a plan says so (\`expires in 12 days\`). So run this at least every few days; nothing on the host renews it.
A key that is there and of the wanted kind is kept. The file of the key is closed to others, whatever \`key_mode\` says beyond its group.

Services read certificates when they start or reload: notify a handler. Whom the host shall trust is another matter: \`copy\` the authority's \`ca.crt\`
to /usr/local/share/ca-certificates. What \`rackwright ca revoke\` has taken back is
replaced, together with its key; \`revocation_list\` tells others of it.`,
  properties: {
    path: {
      description: 'File of the certificate and what is between it and the root, PEM.',
      type: 'string',
      aliases: ['dest', 'name'],
    },
    key: { description: 'File of the private key.', type: 'string' },
    names: {
      description: 'DNS names and IP addresses it is for; the first is the common name, too.',
      type: ['array', 'string'],
      items: { description: 'A name or address.', type: 'string' },
    },
    authority: {
      description: 'Directory of the authority on the controller, from the playbook’s directory.',
      type: 'string',
      authority: true,
    },
    days: { description: 'For how long it is made.', type: 'integer', minimum: 2, maximum: 397, default: 90 },
    usage: {
      description: 'What it may be shown for.',
      type: 'string',
      enum: ['server', 'client', 'both'],
      default: 'server',
    },
    key_type: {
      description: 'ECDSA on P-256, or RSA with 3072 bits.',
      type: 'string',
      enum: ['ecdsa', 'rsa'],
      default: 'ecdsa',
    },
    mode: { description: 'Permissions of the certificate.', type: 'string', default: '0644' },
    key_mode: {
      description: 'Permissions of the key: for its owner, and at most for its group.',
      type: 'string',
      default: '0600',
    },
    owner: { description: 'Who owns both files.', type: ['string', 'integer'], default: 'root' },
    group: { description: 'Group of both files.', type: ['string', 'integer'], default: 'root' },
  },
  required: ['path', 'key', 'names', 'authority'],
  examples: [
    `- name: TLS for the site
  certificate:
    path: /etc/ssl/site.crt
    key: /etc/ssl/private/site.key
    names: [www.example.org, 198.51.100.7]
    authority: ../.rackwright/ca
  notify: reload nginx`,
    `- name: the data base, for its clients and as one
  certificate:
    path: /etc/mysql/tls.crt
    key: /etc/mysql/tls.key
    names: [db1.example.org]
    usage: both
    authority: "{{ ca_directory }}"
    owner: mysql
    group: mysql`,
  ],
};
