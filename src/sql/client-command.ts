import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import type { Dialect } from './dialect.ts';

/**
 * Runs SQL that comes on standard input, through the server's own socket, as whoever runs it: the operating system's root is the server's
 * root. Stops at the first statement that fails, with an exit status other than 0. Prints what {@link rows} reads; with `head: 'names'` each
 * result begins with its column names ({@link records}). Results stand one behind the other with nothing between them.
 *
 * Nothing of the user's own settings counts: no option file, no login path, no variable of the environment. Texts are UTF-8; what a line looks
 * like is no command to the client (`--binary-mode`); sql_mode is always the same; and nobody waits longer than half a minute for a lock.
 */
export function clientCommand(
  { client, socket }: Pick<Dialect, 'client' | 'socket'>,
  { head = 'none', more = [] }: ClientOptions = {},
): Command {
  const options = [head === 'names' ? '--column-names' : '--skip-column-names', ...more];
  return sh`( unset MYSQL_PWD MYSQL_HOST MYSQL_TCP_PORT MYSQL_UNIX_PORT MYSQL_HOME LIBMYSQL_PLUGINS LIBMYSQL_PLUGIN_DIR
MYSQL_TEST_LOGIN_FILE=/dev/null MYSQL_HISTFILE=/dev/null
export MYSQL_TEST_LOGIN_FILE MYSQL_HISTFILE
exec ${client} --no-defaults --protocol=socket --socket=${socket} --connect-timeout=5 --default-character-set=utf8mb4 --batch ${options} \\
  --binary-mode --init-command=${session} )`;
}

export interface ClientOptions {
  /** Whether each result begins with its column names; `none` when nothing is said. */
  readonly head?: 'names' | 'none';
  /** Further options of the client. */
  readonly more?: readonly string[];
}

const session =
  "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', SESSION lock_wait_timeout = 30";
