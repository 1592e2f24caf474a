import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { askServer } from '../sql/ask-server.ts';
import type { Dialect, ReplicationColumns } from '../sql/dialect.ts';
import { dialects } from '../sql/dialects.ts';
import { readAnswer } from '../sql/read-answer.ts';
import { records } from '../sql/records.ts';
import type { FromServer } from './server-fact.ts';

export interface ReplicationState {
  readonly serverId: string;
  /** What is in its binary log, and what replication has applied, in the dialect's own form. */
  readonly executed: string;
  readonly applied: string;
  /** How many replicas are connected now. */
  readonly replicas: number;
  /** How many tables there are besides the server's own. */
  readonly tables: number;
  /** Nothing for a server that follows none. */
  readonly source: SourceState | undefined;
}

export interface SourceState {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** `Yes`, `No`, `Connecting`, `Preparing`. */
  readonly receiver: string;
  readonly applier: string;
  /** Seconds; nothing when it cannot tell. */
  readonly lag: number | undefined;
  readonly tls: boolean;
  readonly tlsCa: string;
  readonly tlsVerify: boolean;
  readonly autoPosition: boolean;
  readonly receiverErrno: string;
  readonly receiverError: string;
  readonly applierErrno: string;
  readonly applierError: string;
}

/** Where a server stands in replication. Of several sources the one without a name counts. */
export const mysqlReplicationState: FactKind<null, FromServer<ReplicationState>> = {
  name: 'mysqlReplicationState',
  identity: () => '',
  script: () => askServer(questions, { head: 'names' }),
  parse: (stdout) => {
    const answer = readAnswer(stdout);
    if (answer === undefined) throw new FactError('mysqlReplicationState: the answer does not say how it went');
    if (answer.type === 'absent') return [{ server: 'absent' }];
    const { dialect } = answer;
    if (answer.type === 'down') return [{ server: 'down', dialect, reason: answer.reason }];
    return [stateOf(answer.output, dialects[dialect])];
  },
};

/** A result without rows prints nothing, not even its head: a line of ours tells where the second one begins. */
const divider = 'rackwright_source';

function questions({ gtid, replication, processes }: Dialect): string {
  const self = [
    '@@GLOBAL.read_only AS read_only',
    '@@GLOBAL.server_id AS server_id',
    `(${gtid.executed}) AS executed`,
    `(${gtid.applied}) AS applied`,
    `(SELECT COUNT(*) FROM ${processes} WHERE COMMAND LIKE 'Binlog Dump%') AS replicas`,
    `(SELECT COUNT(*) FROM information_schema.TABLES
      WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')) AS tables_of_users`,
  ];
  return `SELECT ${self.join(', ')};\nSELECT 1 AS ${divider};\n${replication.status};`;
}

function stateOf(output: string, dialect: Dialect): FromServer<ReplicationState> {
  const [head = '', tail] = output.split(`${divider}\n1\n`);
  const [self] = records(head);
  if (self === undefined || tail === undefined)
    throw new FactError('mysqlReplicationState: the answer does not have two parts');
  const text = (name: string): string => self.get(name) ?? '';
  const source = records(tail).find((each) => !each.get('Connection_name') && !each.get('Channel_Name'));
  return {
    server: 'up',
    dialect: dialect.name,
    readOnly: text('read_only') !== '0' && text('read_only') !== 'OFF',
    value: {
      serverId: text('server_id'),
      executed: text('executed'),
      applied: text('applied'),
      replicas: count(text('replicas')),
      tables: count(text('tables_of_users')),
      source: source && sourceOf(source, dialect.replication.columns),
    },
  };
}

function sourceOf(row: ReadonlyMap<string, string | null>, columns: ReplicationColumns): SourceState {
  const text = (name: string): string => row.get(name) ?? '';
  const lag = row.get(columns.lag);
  return {
    host: text(columns.host),
    port: text(columns.port),
    user: text(columns.user),
    receiver: text(columns.receiver),
    applier: text(columns.applier),
    lag: lag === null || lag === undefined ? undefined : count(lag),
    tls: text(columns.tls) === 'Yes',
    tlsCa: text(columns.tlsCa),
    tlsVerify: text(columns.tlsVerify) === 'Yes',
    autoPosition: columns.autoPositionOn.includes(text(columns.autoPosition)),
    receiverErrno: text(columns.receiverErrno),
    receiverError: text(columns.receiverError),
    applierErrno: text(columns.applierErrno),
    applierError: text(columns.applierError),
  };
}

function count(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new FactError('mysqlReplicationState: a count is no number');
  return Number(text);
}
