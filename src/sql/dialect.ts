import type { Secret } from '../secret.ts';
import type { ReplicationSource } from './replication-source.ts';

/**
 * CONTRACT of a dialect: where MariaDB and MySQL differ, as data. `mariadb.ts` and `mysql.ts` are the two; what asks a server or tells it
 * something takes its words from here. Statements have no `;` at their end.
 */
export interface Dialect {
  readonly name: 'mariadb' | 'mysql';
  /** For people. */
  readonly title: string;
  /** The command line client, and the server's program, by which a host shows which of the two it has. */
  readonly client: string;
  readonly daemon: string;
  /** systemd's name of the service. */
  readonly unit: string;
  /** The socket on which the operating system's root is the server's root, in Debian's packages. */
  readonly socket: string;
  readonly dataDirectory: string;
  /** Where a drop-in file is read late, and the section that only this server reads. */
  readonly settingsDirectory: string;
  readonly settingsSection: string;
  /** Global variables that must all be ON so that nobody but replication writes. The first is enough for plain users. */
  readonly readOnly: readonly string[];
  readonly semiSync: SemiSync;
  readonly gtid: GtidWords;
  readonly replication: ReplicationWords;
  readonly accounts: AccountWords;
  readonly privileges: PrivilegeWords;
  /** A table of `VARIABLE_NAME` and `VARIABLE_VALUE`: what is set for all, and what the server counts. */
  readonly globalVariables: string;
  readonly globalStatus: string;
  /** A table with a row for each connection and a column `COMMAND`. */
  readonly processes: string;
}

export interface SemiSync {
  /** Global variables. */
  readonly sourceEnabled: string;
  readonly replicaEnabled: string;
  /** Milliseconds until commits go on without an answer. */
  readonly timeout: string;
  /** Plugins to load first; none where it is built in. `[name, library]` */
  readonly plugins: readonly (readonly [string, string])[];
  /** Status variables. */
  readonly sourceStatus: string;
  readonly replicaStatus: string;
  /** How many replicas answer. */
  readonly clients: string;
}

export interface GtidWords {
  /** Queries of one value. All that is in the binary log; what replication has applied. */
  readonly executed: string;
  readonly applied: string;
  /** A query whose value is `0` when the position was reached in time. Seconds. */
  readonly reached: (position: string, seconds: number) => string;
  /** Begins a copied server's history at a position. It must never be a writer's. */
  readonly begin: (position: string) => readonly string[];
}

export interface ReplicationWords {
  /** One row for each source. */
  readonly status: string;
  /** What the columns of `status` are called. */
  readonly columns: ReplicationColumns;
  /** The replicas that hear this server: one row each, with columns of which `Host` is what they report. */
  readonly replicas: string;
  readonly start: string;
  readonly stop: string;
  readonly startReceiver: string;
  readonly stopReceiver: string;
  readonly startApplier: string;
  /** A query whose value is `1` while both receiver and applier work. */
  readonly working: string;
  /** Forgets the source, so that nothing of it is left. */
  readonly forget: string;
  /** Follows a source; only while replication is stopped. Holds the password. */
  readonly follow: (source: ReplicationSource) => string;
}

export interface ReplicationColumns {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  /** `Yes`, `Connecting`, `No`. */
  readonly receiver: string;
  readonly applier: string;
  /** Seconds, or NULL. */
  readonly lag: string;
  readonly tls: string;
  readonly tlsCa: string;
  readonly tlsVerify: string;
  /** `autoPosition` holds one of `autoPositionOn` when positions are GTIDs. */
  readonly autoPosition: string;
  readonly autoPositionOn: readonly string[];
  readonly heartbeats: string;
  /** What has been received, as GTIDs. */
  readonly received: string;
  readonly receiverErrno: string;
  readonly receiverError: string;
  readonly applierErrno: string;
  readonly applierError: string;
}

export interface AccountWords {
  /** Behind `SELECT …, `: plugin, hexadecimal authentication string, kind of TLS (`ANY`, `X509`, `SPECIFIED`, empty), `1` when locked. */
  readonly columns: string;
  /** What these columns are read from; its columns for the name are `User` and `Host`. */
  readonly table: string;
  /** Plugins: for passwords, and for the operating system's user of the same name. */
  readonly passwordPlugin: string;
  readonly socketPlugin: string;
  /** Behind CREATE USER or ALTER USER and the account. The first may hold the password itself. */
  readonly byPassword: (password: Secret) => string;
  readonly bySocket: string;
}

export interface PrivilegeWords {
  /** Other names of privileges, by what the server calls them: `REPLICATION CLIENT` is its `BINLOG MONITOR`. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What ALL PRIVILEGES stands for, at least. */
  readonly all: Readonly<Record<'global' | 'database' | 'table', readonly string[]>>;
}
