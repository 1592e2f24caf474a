import type { ArgumentsSchema } from '../../arguments.ts';

export const mysqlReplicationArguments: ArgumentsSchema = {
  summary: 'Keeps whom a replica of MariaDB or MySQL follows.',
  details: `Positions are always GTIDs. A server that accepts writes is never made a replica: who writes now would write no more. Make it read-only first, knowing who takes over (\`rackwright mysql switchover\`
does all of that). What the server holds is not judged: a replica must come from an empty server whose source still has all of its binary logs, or from a copy with its position.

That it runs means that receiver and applier both work; there is half a minute for that. The password cannot be read back: another one is noticed when the source refuses the one that is kept (error 1045), and it is
told again whenever anything else about the source changes. \`state: stopped\` keeps the source but follows it no more; \`absent\` forgets it.`,
  properties: {
    source: {
      description: 'The source’s name or address, as the replica reaches it.',
      type: 'string',
      aliases: ['source_host', 'primary_host', 'master_host'],
    },
    port: { description: 'Its port.', type: 'integer', minimum: 1, maximum: 65535, default: 3306 },
    user: { description: 'The account that may read its binary log.', type: 'string' },
    password: { description: 'That account’s password.', type: 'string', sensitive: true },
    tls: { description: 'Whether the connection is encrypted.', type: 'boolean', default: true },
    tls_ca: {
      description:
        'File on the replica with the authorities that may vouch for the source; without it any certificate will do.',
      type: 'string',
      pattern: '^/',
    },
    tls_verify: {
      description: 'The certificate must be for the name or address under `source`; `true` where `tls_ca` is given.',
      type: 'boolean',
    },
    heartbeat: {
      description: 'After so many seconds without events the source says that it lives.',
      type: 'number',
      minimum: 0.001,
      maximum: 4294967,
      default: 2,
    },
    connect_retry: { description: 'Seconds between attempts to connect.', type: 'integer', minimum: 1, default: 1 },
    state: {
      description: 'Whether it follows.',
      type: 'string',
      enum: ['running', 'stopped', 'absent'],
      default: 'running',
    },
  },
  examples: [
    `- name: follow db1
  mysql_replication:
    source: 198.18.10.31
    user: replication
    password: "{{ mysql_replication_password }}"
    tls_ca: /etc/mysql/tls/ca.crt`,
    `- name: a copy of its own from now on
  mysql_replication: {state: absent}`,
  ],
};
