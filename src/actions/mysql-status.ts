import type { ArgumentsSchema } from '../arguments.ts';
import { defineReading } from '../definition.ts';
import { mysqlReplicationState } from '../facts/mysql-replication-state.ts';
import type { ReplicationState, SourceState } from '../facts/mysql-replication-state.ts';
import type { FromServer } from '../facts/server-fact.ts';
import type { Arguments } from '../resource.ts';

const schema: ArgumentsSchema = {
  summary: 'Looks at which part the host’s MariaDB or MySQL plays in replication, for `register`; changes nothing.',
  details: `It needs root there. The result has \`server\` (\`up\`, \`down\` with a \`reason\`, \`absent\`), \`dialect\`, \`read_only\`, \`server_id\`, \`replicas\` (how many are connected now), \`tables\` (besides the
server's own), \`executed\` and \`applied\` (GTIDs), \`source\` (null, or \`host\`, \`port\`, \`receiver\`, \`applier\`, \`lag\`), and \`part\`:

- \`writer\`: accepts writes, and replicas hear it
- \`open\`: accepts writes, but no replica hears it
- \`replica\`: read-only, and has a source
- \`idle\`: read-only, and has none: new, or a primary that was started again
- \`down\`, \`absent\`: nobody to ask`,
  properties: {},
  examples: [
    `- name: which part does it play?
  mysql_status: {}
  register: db`,
  ],
};

export const mysqlStatus = defineReading({
  kind: 'mysql_status',
  schema,
  wanted: () => null,
  read: async (_, host) => describe(await host.read(mysqlReplicationState, null)),
});

function describe(state: FromServer<ReplicationState>): Arguments {
  if (state.server === 'absent') return { server: 'absent', part: 'absent' };
  if (state.server === 'down') return { server: 'down', part: 'down', dialect: state.dialect, reason: state.reason };
  const { serverId, executed, applied, replicas, tables, source } = state.value;
  return {
    server: 'up',
    part: partOf(state.readOnly, state.value),
    dialect: state.dialect,
    read_only: state.readOnly,
    server_id: serverId,
    replicas,
    tables,
    executed,
    applied,
    source: source === undefined ? null : describeSource(source),
  };
}

function partOf(readOnly: boolean, { replicas, source }: ReplicationState): string {
  if (!readOnly) return replicas > 0 ? 'writer' : 'open';
  return source === undefined ? 'idle' : 'replica';
}

function describeSource({ host, port, receiver, applier, lag }: SourceState): Arguments {
  return { host, port, receiver, applier, lag: lag ?? null };
}
