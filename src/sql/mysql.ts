import type { Dialect } from './dialect.ts';
import { databasePrivileges } from './database-privileges.ts';
import { quoteText } from './quote-text.ts';
import { tablePrivileges } from './table-privileges.ts';
import type { ReplicationSource } from './replication-source.ts';

/** A set of several servers has a line for each, which the client would print as `\n`. */
const executed = String.raw`SELECT REPLACE(@@GLOBAL.gtid_executed, '\n', '')`;

/** MySQL from 8.4, where replication has its present words; tried with 9.7 as in Debian's unstable suite. */
export const mysql: Dialect = {
  name: 'mysql',
  title: 'MySQL',
  client: 'mysql',
  daemon: 'mysqld',
  unit: 'mysql.service',
  socket: '/run/mysqld/mysqld.sock',
  dataDirectory: '/var/lib/mysql',
  settingsDirectory: '/etc/mysql/mysql.conf.d',
  settingsSection: 'mysqld',
  readOnly: ['read_only', 'super_read_only'],
  semiSync: {
    sourceEnabled: 'rpl_semi_sync_source_enabled',
    replicaEnabled: 'rpl_semi_sync_replica_enabled',
    timeout: 'rpl_semi_sync_source_timeout',
    plugins: [
      ['rpl_semi_sync_source', 'semisync_source.so'],
      ['rpl_semi_sync_replica', 'semisync_replica.so'],
    ],
    sourceStatus: 'Rpl_semi_sync_source_status',
    replicaStatus: 'Rpl_semi_sync_replica_status',
    clients: 'Rpl_semi_sync_source_clients',
  },
  gtid: {
    executed,
    applied: executed,
    reached: (position, seconds) => `SELECT WAIT_FOR_EXECUTED_GTID_SET(${quoteText(position)}, ${seconds})`,
    begin: (position) => ['RESET BINARY LOGS AND GTIDS', `SET GLOBAL gtid_purged = ${quoteText(position)}`],
  },
  replication: {
    status: 'SHOW REPLICA STATUS',
    columns: {
      host: 'Source_Host',
      port: 'Source_Port',
      user: 'Source_User',
      receiver: 'Replica_IO_Running',
      applier: 'Replica_SQL_Running',
      lag: 'Seconds_Behind_Source',
      tls: 'Source_SSL_Allowed',
      tlsCa: 'Source_SSL_CA_File',
      tlsVerify: 'Source_SSL_Verify_Server_Cert',
      autoPosition: 'Auto_Position',
      autoPositionOn: ['1'],
      // Heartbeats stand in performance_schema.replication_connection_status only.
      heartbeats: 'COUNT_RECEIVED_HEARTBEATS',
      received: 'Retrieved_Gtid_Set',
      receiverErrno: 'Last_IO_Errno',
      receiverError: 'Last_IO_Error',
      applierErrno: 'Last_SQL_Errno',
      applierError: 'Last_SQL_Error',
    },
    replicas: 'SHOW REPLICAS',
    start: 'START REPLICA',
    stop: 'STOP REPLICA',
    startReceiver: 'START REPLICA IO_THREAD',
    stopReceiver: 'STOP REPLICA IO_THREAD',
    startApplier: 'START REPLICA SQL_THREAD',
    working: `SELECT COUNT(*) = 2 FROM (
      SELECT SERVICE_STATE FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = ''
      UNION ALL SELECT SERVICE_STATE FROM performance_schema.replication_applier_status WHERE CHANNEL_NAME = '') AS both_threads
      WHERE SERVICE_STATE = 'ON'`,
    forget: 'RESET REPLICA ALL',
    follow,
  },
  accounts: {
    columns: "plugin, HEX(authentication_string), ssl_type, account_locked = 'Y'",
    table: 'mysql.user',
    passwordPlugin: 'caching_sha2_password',
    socketPlugin: 'auth_socket',
    byPassword: (password) => `IDENTIFIED WITH caching_sha2_password BY ${quoteText(password.reveal())}`,
    bySocket: 'IDENTIFIED WITH auth_socket',
  },
  privileges: {
    aliases: {},
    all: {
      global: [
        ...databasePrivileges,
        ...[
          'RELOAD',
          'SHUTDOWN',
          'PROCESS',
          'FILE',
          'SHOW DATABASES',
          'SUPER',
          'REPLICATION SLAVE',
          'REPLICATION CLIENT',
        ],
        ...['CREATE USER', 'CREATE TABLESPACE', 'CREATE ROLE', 'DROP ROLE'],
      ],
      database: databasePrivileges,
      table: tablePrivileges,
    },
  },
  globalVariables: 'performance_schema.global_variables',
  globalStatus: 'performance_schema.global_status',
  processes: 'performance_schema.processlist',
};

/** A former primary needs no word for it: what it has executed is one set, whoever wrote it. */
function follow({ host, port, user, password, tls, heartbeat, connectRetry }: ReplicationSource): string {
  return `CHANGE REPLICATION SOURCE TO ${[
    `SOURCE_HOST = ${quoteText(host)}`,
    `SOURCE_PORT = ${port}`,
    `SOURCE_USER = ${quoteText(user)}`,
    `SOURCE_PASSWORD = ${quoteText(password.reveal())}`,
    `SOURCE_HEARTBEAT_PERIOD = ${heartbeat}`,
    `SOURCE_CONNECT_RETRY = ${connectRetry}`,
    `SOURCE_SSL = ${tls ? 1 : 0}`,
    `SOURCE_SSL_CA = ${quoteText(tls?.ca ?? '')}`,
    `SOURCE_SSL_VERIFY_SERVER_CERT = ${tls?.verify ? 1 : 0}`,
    'SOURCE_AUTO_POSITION = 1',
  ].join(', ')}`;
}
