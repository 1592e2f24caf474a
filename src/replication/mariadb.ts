import { mariadb as sql } from '../sql/mariadb.ts';
import { fieldOf, numberOf } from './field.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import { compareGtidLists, last, parseGtidList, showGtidList } from './gtid-list.ts';
import type { Gtid, GtidList } from './gtid-list.ts';
import type { Row } from './row.ts';
import type { NodeState, SourceState } from './node.ts';
import { sourceState } from './source-state.ts';
import { semiSyncState, semiSyncStatements } from './semi-sync-state.ts';

/** MariaDB: positions are one number for each domain, and only the binary log knows who wrote what. Source: https://mariadb.com/kb/en/gtid/ */
export const mariadb: ClusterDialect = {
  sql,
  state: [
    'SELECT @@version AS version, @@server_id AS id, @@GLOBAL.read_only AS refuses, @@GLOBAL.gtid_binlog_pos AS written, ' +
      '@@GLOBAL.gtid_slave_pos AS applied, @@GLOBAL.gtid_binlog_state AS history, @@GLOBAL.ssl_ca AS authority',
    sql.replication.status,
    ...semiSyncStatements(sql.semiSync),
    `SELECT COUNT(*) AS replicas FROM ${sql.processes} WHERE COMMAND LIKE 'Binlog Dump%'`,
  ],
  read: ([own = [], sources = [], wanted = [], status = [], fetching = []]) => {
    const [self] = own;
    const [source] = sources;
    const applied = parseGtidList(fieldOf(self, 'applied'));
    const written = parseGtidList(fieldOf(self, 'written'));
    const done = source === undefined ? furthest([...applied, ...written]) : applied;
    const onItsWay = parseGtidList(source?.get(sql.replication.columns.received) ?? '');
    return {
      version: fieldOf(self, 'version'),
      id: fieldOf(self, 'id'),
      writable: fieldOf(self, 'refuses') === '0',
      done: showGtidList(done),
      received: showGtidList(furthest([...done, ...onItsWay])),
      history: fieldOf(self, 'history'),
      authority: self?.get('authority') ?? '',
      source: source && sourceState(sql.replication.columns, source, heardBy(source)),
      semiSync: semiSyncState(sql.semiSync, [...wanted, ...status]),
      replicas: numberOf(fetching[0], 'replicas'),
    };
  },
  compare: (one, other) => compareGtidLists(parseGtidList(one), parseGtidList(other)),
  errant,
  known: (of, source) => {
    const all = [...parseGtidList(source.history), ...parseGtidList(source.done)];
    return showGtidList(furthest(all.filter(({ server }) => String(server) === of.id)));
  },
  // It knows by itself where its own ones stand among those that it was told.
  errantAmong: (of) => {
    const own = errant(of, of);
    return own === 'unknown' ? [] : own;
  },
};

/**
 * Its own last transaction must not lie behind what its source told it. A server without a source has been one: then the new source
 * must know that transaction, by its log or by the position that it was copied at.
 */
function errant(of: NodeState, source: NodeState): readonly string[] | 'unknown' {
  const own = parseGtidList(of.history).filter(({ server }) => String(server) === of.id);
  const told = of.source === undefined ? undefined : parseGtidList(of.done);
  const known = [...parseGtidList(source.history), ...parseGtidList(source.done)];
  const found: string[] = [];
  for (const mine of own) {
    const here = known.filter(({ domain, server }) => domain === mine.domain && server === mine.server);
    const upTo = told === undefined ? last(here, mine.domain) : (last(told, mine.domain) ?? { ...mine, sequence: 0n });
    if (upTo === undefined) return 'unknown';
    if (mine.sequence > upTo.sequence) found.push(range(mine, upTo.sequence));
  }
  return found;
}

/** Only its own last one is known: what lies between may have come from its source. */
function range({ domain, server, sequence }: Gtid, after: bigint): string {
  const name = `${domain}-${server}-${sequence}`;
  return sequence === after + 1n ? name : `${name} (the last of up to ${sequence - after})`;
}

function heardBy(source: Row): Pick<SourceState, 'heard' | 'heartbeat'> {
  const signs = ['Slave_received_heartbeats', 'Gtid_IO_Pos', 'Master_Log_File', 'Read_Master_Log_Pos'];
  return {
    heard: signs.map((name) => source.get(name)).join(' '),
    heartbeat: Number(source.get('Slave_heartbeat_period')),
  };
}

/** Of each domain the entry that is furthest. */
function furthest(list: GtidList): GtidList {
  const domains = [...new Set(list.map(({ domain }) => domain))].sort((a, b) => a - b);
  return domains.flatMap((domain) => last(list, domain) ?? []);
}
