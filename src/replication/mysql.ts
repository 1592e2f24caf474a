import { mysql as sql } from '../sql/mysql.ts';
import { fieldOf, numberOf } from './field.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import { compareGtidSets, parseGtidSet, showGtidSet, subtractGtidSets, unionOfGtidSets } from './gtid-set.ts';
import { sourceState } from './source-state.ts';
import { semiSyncState, semiSyncStatements } from './semi-sync-state.ts';

/** MySQL: positions are sets of all transactions that were ever done, so that whatever is missing or too much can be told. */
export const mysql: ClusterDialect = {
  sql,
  state: [
    'SELECT @@version AS version, @@server_uuid AS id, @@GLOBAL.read_only AS refuses, @@GLOBAL.gtid_executed AS done, ' +
      '@@GLOBAL.ssl_ca AS authority',
    sql.replication.status,
    ...semiSyncStatements(sql.semiSync),
    `SELECT COUNT(*) AS replicas FROM ${sql.processes} WHERE COMMAND LIKE 'Binlog Dump%'`,
    'SELECT COUNT_RECEIVED_HEARTBEATS AS heartbeats, HEARTBEAT_INTERVAL AS period FROM ' +
      'performance_schema.replication_connection_status JOIN performance_schema.replication_connection_configuration ' +
      "USING (CHANNEL_NAME) WHERE CHANNEL_NAME = ''",
  ],
  read: ([own = [], sources = [], wanted = [], status = [], fetching = [], heartbeats = []]) => {
    const [self] = own;
    const [source] = sources;
    const [signs] = heartbeats;
    const done = parseGtidSet(fieldOf(self, 'done'));
    const retrieved = source?.get(sql.replication.columns.received) ?? '';
    const heard = [signs?.get('heartbeats'), retrieved, source?.get('Read_Source_Log_Pos')].join(' ');
    return {
      version: fieldOf(self, 'version'),
      id: fieldOf(self, 'id'),
      writable: fieldOf(self, 'refuses') === '0',
      done: showGtidSet(done),
      received: showGtidSet(unionOfGtidSets(done, parseGtidSet(retrieved))),
      history: fieldOf(self, 'done'),
      authority: self?.get('authority') ?? '',
      source:
        source &&
        sourceState(sql.replication.columns, source, { heard, heartbeat: Number(signs?.get('period') ?? Number.NaN) }),
      semiSync: semiSyncState(sql.semiSync, [...wanted, ...status]),
      replicas: numberOf(fetching[0], 'replicas'),
    };
  },
  compare: (one, other) => compareGtidSets(parseGtidSet(one), parseGtidSet(other)),
  errant: (of, source) => {
    const more = [...subtractGtidSets(parseGtidSet(of.done), parseGtidSet(source.done))];
    // What the source has written since it was asked may have reached the replica before that was.
    return more.filter(([owner]) => owner !== source.id.toLowerCase()).map((entry) => showGtidSet(new Map([entry])));
  },
  known: (_, source) => source.done,
  errantAmong: (of, others) => {
    if (others.length === 0) return [];
    const known = others.map((other) => parseGtidSet(other.received)).reduce(unionOfGtidSets);
    const more = [...subtractGtidSets(parseGtidSet(of.done), known)];
    return more.filter(([owner]) => owner === of.id.toLowerCase()).map((entry) => showGtidSet(new Map([entry])));
  },
};
