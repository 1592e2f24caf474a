import { HostError } from '../diagnostics/errors.ts';
import { sh, verbatim } from '../shell.ts';
import { clientCommand } from '../sql/client-command.ts';
import { asideWords } from './aside-words.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import { lastLine } from './last-line.ts';

/** Where a server's own transactions and its former data lie now, on its host. */
export interface SetAside {
  readonly transactions: string;
  readonly data: string;
}

/**
 * Makes a server new and empty, so that it can be given a copy: keeps as SQL what it wrote behind a position, moves its data
 * aside, and starts it on a new data directory. Nothing is deleted. Only for one that accepts no writes and that no replica follows: the host looks
 * at that once more itself.
 * @param behind position of its own binary log up to which the primary has everything; empty when nobody knows
 * @throws HostError when the transactions cannot be kept, or the server is not what it should be: then nothing was moved
 */
export async function setAside(
  member: Member,
  { sql }: ClusterDialect,
  behind: string,
  stamp: string,
): Promise<SetAside> {
  const { ownAsSql, initialize } = asideWords[sql.name];
  const transactions = `/var/lib/rackwright/mysql/own-${stamp}.sql`;
  const data = `${sql.dataDirectory}.aside-${stamp}`;
  const processes = verbatim(sql.processes);
  const { exitCode, stderr } = await member.send({
    script: sh`umask 077
set -e
mkdir -p /var/lib/rackwright/mysql
ask() { printf '%s;\\n' "$1" | ${clientCommand(sql)}; }
state=$(ask "SELECT @@read_only + 0, COUNT(*) FROM ${processes} WHERE COMMAND LIKE 'Binlog Dump%'")
[ "$state" = "$(printf '1\t0')" ] || { echo 'it accepts writes, or somebody follows it' >&2; exit 1; }
names=$(ask 'SHOW BINARY LOGS' | cut -f 1)
base=$(ask 'SELECT @@log_bin_basename')
set --
for name in $names; do set -- "$@" "\${base%/*}/$name"; done
${ownAsSql(behind)} >${transactions}
grep -q '^# End of log file' ${transactions} || { echo 'its own transactions could not be kept' >&2; exit 1; }
systemctl stop ${sql.unit}
mv -- ${sql.dataDirectory} ${data}
install -d -o mysql -g mysql -m 0755 ${sql.dataDirectory}
${initialize}
systemctl start ${sql.unit}`,
    timeoutMs: 300_000,
    onDisconnect: 'finish',
  });
  if (exitCode === 0) return { transactions, data };
  const why = lastLine(stderr);
  throw new HostError('command-failed', `it was not set aside: ${why}`);
}
