import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { Dialect } from '../sql/dialect.ts';

/** CONTRACT: how a server of one family is made new. Shell text, on its host. */
export interface AsideWords {
  /**
   * Prints what a server wrote behind a position of {@link ClusterDialect.known}, with the files of its binary log as `"$@"`. An empty position is the
   * beginning.
   */
  readonly ownAsSql: (behind: string) => Command;
  /** Makes an empty data directory one that a server can start with, on which the operating system's root is the server's root. */
  readonly initialize: Command;
}

export const asideWords: Readonly<Record<Dialect['name'], AsideWords>> = {
  mariadb: {
    ownAsSql: (behind) => sh`mariadb-binlog ${behind === '' ? [] : [`--start-position=${behind}`]} "$@"`,
    initialize: sh`mariadb-install-db --user=mysql --skip-test-db >/dev/null`,
  },
  mysql: {
    ownAsSql: (behind) => sh`mysqlbinlog ${behind === '' ? [] : [`--exclude-gtids=${behind}`]} "$@"`,
    // As Debian's package does it; its configuration would have the new server refuse its own first words.
    initialize: sh`first=$(mktemp -p /var/lib/mysql-files)
chmod 0644 "$first"
printf '%s\\n' "INSTALL PLUGIN auth_socket SONAME 'auth_socket.so';" "ALTER USER root@localhost IDENTIFIED WITH auth_socket;" >"$first"
mysqld --no-defaults --initialize-insecure --user=mysql --datadir=/var/lib/mysql --init-file="$first" >/dev/null
rm -f "$first"`,
  },
};
