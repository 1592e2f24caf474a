import type { Dialect } from './dialect.ts';
import { databasePrivileges } from './database-privileges.ts';
import { nativePasswordHash } from './native-password-hash.ts';
import { quoteText } from './quote-text.ts';
import { tablePrivileges } from './table-privileges.ts';
import type { ReplicationSource } from './replication-source.ts';

/** MariaDB from 10.5, where the programs have its own name; tried with 10.11 as in Debian 12. */
export const mariadb: Dialect = {
  name: 'mariadb',
  title: 'MariaDB',
  client: 'mariadb',
  daemon: 'mariadbd',
  unit: 'mariadb.service',
  socket: '/run/mysqld/mysqld.sock',
  dataDirectory: '/var/lib/mysql',
  settingsDirectory: '/etc/mysql/mariadb.conf.d',
  settingsSection: 'mariadbd',
  readOnly: ['read_only'],
  semiSync: {
    sourceEnabled: 'rpl_semi_sync_master_enabled',
    replicaEnabled: 'rpl_semi_sync_slave_enabled',
    timeout: 'rpl_semi_sync_master_timeout',
    plugins: [],
    sourceStatus: 'Rpl_semi_sync_master_status',
    replicaStatus: 'Rpl_semi_sync_slave_status',
    clients: 'Rpl_semi_sync_master_clients',
  },
  gtid: {
    executed: 'SELECT @@GLOBAL.gtid_binlog_pos',
    applied: 'SELECT @@GLOBAL.gtid_slave_pos',
    reached: (position, seconds) => `SELECT MASTER_GTID_WAIT(${quoteText(position)}, ${seconds})`,
    begin: (position) => ['RESET MASTER', `SET GLOBAL gtid_slave_pos = ${quoteText(position)}`],
  },
  replication: {
    status: 'SHOW ALL SLAVES STATUS',
    columns: {
      host: 'Master_Host',
      port: 'Master_Port',
      user: 'Master_User',
      receiver: 'Slave_IO_Running',
      applier: 'Slave_SQL_Running',
      lag: 'Seconds_Behind_Master',
      tls: 'Master_SSL_Allowed',
      tlsCa: 'Master_SSL_CA_File',
      tlsVerify: 'Master_SSL_Verify_Server_Cert',
      autoPosition: 'Using_Gtid',
      autoPositionOn: ['Slave_Pos'],
      heartbeats: 'Slave_received_heartbeats',
      received: 'Gtid_IO_Pos',
      receiverErrno: 'Last_IO_Errno',
      receiverError: 'Last_IO_Error',
      applierErrno: 'Last_SQL_Errno',
      applierError: 'Last_SQL_Error',
    },
    replicas: 'SHOW SLAVE HOSTS',
    start: 'START SLAVE',
    stop: 'STOP SLAVE',
    startReceiver: 'START SLAVE IO_THREAD',
    stopReceiver: 'STOP SLAVE IO_THREAD',
    startApplier: 'START SLAVE SQL_THREAD',
    working: "SELECT VARIABLE_VALUE = 'ON' FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'SLAVE_RUNNING'",
    forget: 'RESET SLAVE ALL',
    follow,
  },
  accounts: {
    // An account with several ways in (`auth_or`) is shown as none of them.
    columns: `IF(JSON_EXISTS(Priv, '$.auth_or'), 'several', IFNULL(JSON_VALUE(Priv, '$.plugin'), '')),
      HEX(IFNULL(JSON_VALUE(Priv, '$.authentication_string'), '')),
      CASE JSON_VALUE(Priv, '$.ssl_type') WHEN 1 THEN 'ANY' WHEN 2 THEN 'X509' WHEN 3 THEN 'SPECIFIED' ELSE '' END,
      IFNULL(JSON_VALUE(Priv, '$.account_locked'), 0)`,
    table: 'mysql.global_priv',
    passwordPlugin: 'mysql_native_password',
    socketPlugin: 'unix_socket',
    byPassword: (password) => `IDENTIFIED VIA mysql_native_password USING ${quoteText(nativePasswordHash(password))}`,
    bySocket: 'IDENTIFIED VIA unix_socket',
  },
  privileges: {
    aliases: {
      'REPLICATION CLIENT': 'BINLOG MONITOR',
      'REPLICA MONITOR': 'SLAVE MONITOR',
      'REPLICATION REPLICA': 'REPLICATION SLAVE',
      'REPLICATION REPLICA ADMIN': 'REPLICATION SLAVE ADMIN',
      'READ ONLY ADMIN': 'READ_ONLY ADMIN',
      'DELETE VERSIONING ROWS': 'DELETE HISTORY',
    },
    all: {
      global: [
        ...databasePrivileges,
        ...['RELOAD', 'SHUTDOWN', 'PROCESS', 'FILE', 'SHOW DATABASES', 'SUPER', 'REPLICATION SLAVE', 'BINLOG MONITOR'],
        ...['CREATE USER', 'CREATE TABLESPACE', 'DELETE HISTORY', 'SET USER', 'FEDERATED ADMIN', 'CONNECTION ADMIN'],
        ...['READ_ONLY ADMIN', 'REPLICATION SLAVE ADMIN', 'REPLICATION MASTER ADMIN', 'BINLOG ADMIN', 'BINLOG REPLAY'],
        'SLAVE MONITOR',
      ],
      database: [...databasePrivileges, 'DELETE HISTORY'],
      table: [...tablePrivileges, 'DELETE HISTORY'],
    },
  },
  globalVariables: 'information_schema.GLOBAL_VARIABLES',
  globalStatus: 'information_schema.GLOBAL_STATUS',
  processes: 'information_schema.PROCESSLIST',
};

function follow({ host, port, user, password, tls, heartbeat, connectRetry, from }: ReplicationSource): string {
  return `CHANGE MASTER TO ${[
    `MASTER_HOST = ${quoteText(host)}`,
    `MASTER_PORT = ${port}`,
    `MASTER_USER = ${quoteText(user)}`,
    `MASTER_PASSWORD = ${quoteText(password.reveal())}`,
    `MASTER_HEARTBEAT_PERIOD = ${heartbeat}`,
    `MASTER_CONNECT_RETRY = ${connectRetry}`,
    `MASTER_SSL = ${tls ? 1 : 0}`,
    `MASTER_SSL_CA = ${quoteText(tls?.ca ?? '')}`,
    `MASTER_SSL_VERIFY_SERVER_CERT = ${tls?.verify ? 1 : 0}`,
    'MASTER_USE_GTID = slave_pos',
    ...(from === 'written' ? ['MASTER_DEMOTE_TO_SLAVE = 1'] : []),
  ].join(', ')}`;
}
