import type { Dialect } from '../../src/sql/dialect.ts';
import { dialects } from '../../src/sql/dialects.ts';

/** What the drill tells a server past Rackwright, where that differs. */
export interface DrillWords {
  readonly sql: Dialect;
  /** Root writes on a server that accepts no writes. */
  readonly writeAnyway: (statement: string) => string;
  /** A stopped replica forgets what it wrote and its primary does not know, whose rows are to be gone. @param known all that the primary has done */
  readonly forgetOwn: (repair: string, known: string) => string;
  /** How `rackwright mysql` calls such a transaction. */
  readonly ownGtid: RegExp;
}

export const drillWords: Readonly<Record<Dialect['name'], DrillWords>> = {
  mariadb: {
    sql: dialects.mariadb,
    writeAnyway: (statement) => statement,
    forgetOwn: (repair) =>
      `SET sql_log_bin = 0; ${repair}; SET @at = @@GLOBAL.gtid_slave_pos; RESET MASTER; SET GLOBAL gtid_slave_pos = @at; START SLAVE`,
    ownGtid: /\b0-\d+-\d+\b/,
  },
  mysql: {
    sql: dialects.mysql,
    writeAnyway: (statement) => `SET GLOBAL super_read_only = OFF; ${statement}; SET GLOBAL super_read_only = ON`,
    forgetOwn: (repair, known) =>
      `SET GLOBAL super_read_only = OFF; SET sql_log_bin = 0; ${repair}; SET sql_log_bin = 1; ` +
      `SET @own = GTID_SUBTRACT(@@GLOBAL.gtid_executed, '${known}'); ` +
      'SET @at = GTID_SUBTRACT(@@GLOBAL.gtid_executed, @own); RESET BINARY LOGS AND GTIDS; SET GLOBAL gtid_purged = @at; SET GLOBAL super_read_only = ON; START REPLICA',
    ownGtid: /\b[0-9a-f]{8}-[0-9a-f-]{27}:\d+\b/,
  },
};
