import type { ArgumentsSchema } from '../../arguments.ts';
import { replicateArgument } from '../mysql/replicate-argument.ts';

export const mysqlDatabaseArguments: ArgumentsSchema = {
  summary: 'Keeps a database of MariaDB or MySQL.',
  details: `The server on the host is asked through its own socket, so this needs root (\`become\`) there. What is inside of a database is no business of this kind; another \`collation\` than
before counts for new tables only. \`state: absent\` drops a database only when it has no tables, unless \`force\` is true.`,
  properties: {
    name: { description: 'Its name.', type: 'string', minLength: 1 },
    state: { description: 'Whether it exists.', type: 'string', enum: ['present', 'absent'], default: 'present' },
    encoding: {
      description: 'Character set of new tables: `utf8mb4`. Kept when not given.',
      type: 'string',
      pattern: '^[a-z0-9_]+$',
    },
    collation: {
      description: 'Collation of new tables: `utf8mb4_unicode_ci`. Kept when not given.',
      type: 'string',
      pattern: '^[a-z0-9_]+$',
    },
    force: { description: 'With `state: absent`: drops its tables, too.', type: 'boolean', default: false },
    replicate: replicateArgument,
  },
  required: ['name'],
  freeForm: 'name',
  examples: [
    `- name: the shop's database
  mysql_database:
    name: shop
    encoding: utf8mb4
    collation: utf8mb4_unicode_ci`,
  ],
};
