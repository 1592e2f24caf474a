import { defineResource } from '../definition.ts';
import { mysqlReplicationState } from '../facts/mysql-replication-state.ts';
import type { ReplicationState } from '../facts/mysql-replication-state.ts';
import type { FromServer } from '../facts/server-fact.ts';
import { mysqlReplicationArguments } from './mysql-replication/arguments.ts';
import { replicationChanges } from './mysql-replication/diff.ts';
import { replicationSteps } from './mysql-replication/steps.ts';
import { wantedReplication } from './mysql-replication/wanted.ts';
import type { WantedReplication } from './mysql-replication/wanted.ts';

export const mysqlReplication = defineResource<WantedReplication, FromServer<ReplicationState>>({
  kind: 'mysql_replication',
  schema: mysqlReplicationArguments,
  wanted: wantedReplication,
  observe: (_, host) => host.read(mysqlReplicationState, null),
  diff: replicationChanges,
  steps: replicationSteps,
});
