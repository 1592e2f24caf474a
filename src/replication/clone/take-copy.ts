import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { clientCommand } from '../../sql/client-command.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { lastLine } from '../last-line.ts';
import type { Member } from '../member.ts';
import type { CopyMethod } from './copy-method.ts';
import { unfinishedCopy } from './unfinished-copy.ts';

/**
 * Puts a copy in the place of a server's data, which is moved aside. The host does it in a unit of its own, to its end, whoever listens; right before
 * it looks once more that the server accepts no writes and nobody follows it.
 * @returns where the former data lies
 * @throws HostError when nothing was moved, or the server does not start with the copy
 */
export async function takeCopy(target: Member, sql: Dialect, method: CopyMethod, stamp: string): Promise<string> {
  const aside = `${sql.dataDirectory}.aside-${stamp}`;
  const run = sh`systemd-run --quiet --wait --pipe --collect --unit=rackwright-take-clone sh -c ${swap(sql, method, aside).text}`;
  const { exitCode, stderr } = await target.send({ script: run, timeoutMs: 3_600_000, onDisconnect: 'finish' });
  if (exitCode === 0) return aside;
  throw new HostError('command-failed', `${target.name} did not take the copy: ${lastLine(stderr)}`);
}

/** A host that lost its power between two renames has no data directory: then the former one is put back, from where this can begin again. */
export function mendData({ dataDirectory }: Dialect): Command {
  return sh`[ -e ${dataDirectory} ] || for each in ${dataDirectory}.aside-*; do
  [ ! -d "$each" ] || newest=$each
done
[ -z "\${newest-}" ] || mv -- "$newest" ${dataDirectory}`;
}

function swap(sql: Dialect, { incoming, data, prepare, begin }: CopyMethod, aside: string): Command {
  const state = `SELECT @@GLOBAL.read_only + 0, (SELECT COUNT(*) FROM ${sql.processes} WHERE COMMAND LIKE 'Binlog Dump%');`;
  return sh`set -e
cd ${incoming}
[ -e whole ] || { echo 'the copy is not whole' >&2; exit 1; }
${prepare}
if systemctl is-active --quiet ${sql.unit}; then
  state=$(printf '%s\\n' ${state} | ${clientCommand(sql)})
  [ "$state" = "$(printf '1\\t0')" ] || { echo 'it accepts writes, or somebody follows it' >&2; exit 1; }
fi
rm -f whole
: >${`${data}/${unfinishedCopy}`}
chown -R mysql:mysql ${data}
chmod 0755 ${data}
systemctl stop ${sql.unit}
[ ! -e ${sql.dataDirectory} ] || mv -- ${sql.dataDirectory} ${aside}
mv -- ${data} ${sql.dataDirectory}
cd /
systemctl unmask --runtime --quiet ${sql.unit}
systemctl reset-failed ${sql.unit} 2>/dev/null || :
systemctl start ${sql.unit}
${begin}
rm -rf ${`${sql.dataDirectory}/${unfinishedCopy}`} ${incoming}`;
}
