import type { ArgumentsSchema } from '../../arguments.ts';
import { replicateArgument } from '../mysql/replicate-argument.ts';

export const mysqlGrantArguments: ArgumentsSchema = {
  summary: 'Keeps what an account of MariaDB or MySQL may do in one place.',
  details: `The set is exact for its place: what was granted there and is not named goes. Other places, and single columns, are left alone. Names of privileges are compared as the server calls them:
\`REPLICATION CLIENT\` is MariaDB's \`BINLOG MONITOR\`. \`ALL\` holds when all is there that both the dialect and this program know.

The account is made with \`mysql_user\` before. \`_\` and \`%\` in a database's name stand for themselves here: the grant is written with \`\\_\`. A grant that somebody made without it (\`my_app.*\`, which also
means \`myXapp\`) is another place, and stays.`,
  properties: {
    user: { description: 'The account’s name.', type: 'string', aliases: ['name'], minLength: 1 },
    host: { description: 'Where the account may come from.', type: 'string', default: 'localhost', minLength: 1 },
    on: {
      description: 'The place: `*.*`, `shop.*` or `shop.orders`.',
      type: 'string',
      pattern: '^(?:\\*\\.\\*|[^.`]+\\.(?:\\*|[^.`]+))$',
    },
    privileges: {
      description: 'What it may do there: `[SELECT, INSERT]`, `ALL`. With `state: absent` none are given.',
      type: ['array', 'string'],
      items: { description: 'A privilege.', type: 'string', pattern: '^[A-Za-z][A-Za-z_ ]*$' },
      aliases: ['priv'],
    },
    grant_option: { description: 'It may give them to others.', type: 'boolean', default: false },
    state: {
      description: '`absent`: nothing at all.',
      type: 'string',
      enum: ['present', 'absent'],
      default: 'present',
    },
    replicate: replicateArgument,
  },
  required: ['user', 'on'],
  examples: [
    `- name: the shop may work with its own tables
  mysql_grant:
    user: shop
    host: 198.18.0.%
    on: shop.*
    privileges: [SELECT, INSERT, UPDATE, DELETE]`,
    `- name: who copies the data elsewhere
  mysql_grant: {user: replication, host: '%', on: '*.*', privileges: [REPLICATION SLAVE]}`,
  ],
};
