import type { ArgumentsSchema } from '../../arguments.ts';
import { replicateArgument } from '../mysql/replicate-argument.ts';

export const mysqlUserArguments: ArgumentsSchema = {
  summary: 'Keeps an account of MariaDB or MySQL.',
  details: `The server on the host is asked through its own socket, so this needs root (\`become\`) there. An account is a name and where it may come from: \`app\` from \`198.18.0.%\` is
another one than \`app\` from \`localhost\`. What it may do is said with \`mysql_grant\`.

A password is compared without sending it: what the server keeps is made anew on the controller (\`mysql_native_password\` of MariaDB, \`caching_sha2_password\` of MySQL). It travels on standard
input only, is never shown, and stands in no binary log. An account that proves itself in another way (\`ed25519\`, PAM) gets the dialect's own plugin when a password is given; without one it is left
alone. What is not given is left as it is.`,
  properties: {
    name: { description: 'The user’s name; empty for the anonymous user.', type: 'string', aliases: ['user'] },
    host: {
      description: 'Where it may come from: a name, an address, `%` for anywhere, `198.18.0.%`.',
      type: 'string',
      default: 'localhost',
      minLength: 1,
    },
    state: { description: 'Whether it exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    password: {
      description: 'Its password, in plain text: keep it in a vault.',
      type: 'string',
      sensitive: true,
      minLength: 1,
    },
    update_password: {
      description: '`on_create` leaves the password of an account that exists alone.',
      type: 'string',
      enum: ['always', 'on_create'],
      default: 'always',
    },
    socket: {
      description: 'Who proves by the socket to be the operating system’s user of that name needs no password.',
      type: 'boolean',
      default: false,
    },
    tls: {
      description:
        'What a connection must have: `none`: nothing; `required`: TLS; `certificate`: TLS with a certificate of the client’s own. Kept when not given.',
      type: 'string',
      enum: ['none', 'required', 'certificate'],
    },
    locked: { description: 'Nobody may log in with it. Kept when not given.', type: 'boolean' },
    replicate: replicateArgument,
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: the shop's account
  mysql_user:
    name: shop
    host: 198.18.0.%
    password: "{{ shop_password }}"
    tls: required`,
    `- name: who watches needs no password
  mysql_user: {name: prometheus, socket: true}`,
    `- name: nobody without a name
  mysql_user: {name: '', host: localhost, state: absent}`,
  ],
};
