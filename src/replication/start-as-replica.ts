import { HostError } from '../diagnostics/errors.ts';
import { sh, verbatim } from '../shell.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import { lastLine } from './last-line.ts';

/**
 * Starts a server that was fenced or has died, and shall be a replica. MariaDB is told so for this one start: then it gives up what it
 * had written to its log and no replica had acknowledged yet, instead of committing it.
 * @throws HostError when it does not start
 */
export async function startAsReplica(member: Member, { sql }: ClusterDialect): Promise<void> {
  const [before, behind] =
    sql.name === 'mariadb'
      ? [
          verbatim('systemctl set-environment MYSQLD_OPTS=--init-rpl-role=SLAVE'),
          verbatim('systemctl unset-environment MYSQLD_OPTS'),
        ]
      : [verbatim(':'), verbatim(':')];
  const { exitCode, stderr } = await member.send({
    script: sh`systemctl unmask --runtime --quiet ${sql.unit} || exit 1
systemctl reset-failed ${sql.unit} 2>/dev/null
${before}
systemctl start ${sql.unit}
status=$?
${behind}
exit "$status"`,
    timeoutMs: 120_000,
    onDisconnect: 'finish',
  });
  if (exitCode === 0) return;
  const why = lastLine(stderr);
  throw new HostError('command-failed', `its server does not start: ${why}`);
}
