import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { clientCommand } from '../../sql/client-command.ts';
import { mariadb as sql } from '../../sql/mariadb.ts';
import type { CopyMethod } from './copy-method.ts';
import type { Member } from '../member.ts';
import { succeed } from './succeed.ts';

const incoming = '/var/lib/mysql.incoming';

/** mariadb-backup streams straight to the target, over TLS with the certificates that the role gives both servers. */
export const copyMariadb: CopyMethod = {
  incoming,
  data: incoming,
  needsServer: false,
  fetch: async ({ target, donor }) => {
    await succeed(target, { script: receive(donor), timeoutMs: 30_000 });
    await succeed(donor, { script: give(target), timeoutMs: hoursMs });
    await succeed(target, { script: arrived, timeoutMs: 60_000 });
  },
  prepare: sh`mariadb-backup --prepare --target-dir=. >prepare.log 2>&1 || { tail -n 5 prepare.log >&2; exit 1; }
if [ -s xtrabackup_slave_info ]; then position=$(sed -n "s/.*gtid_slave_pos = '\\([0-9,-]*\\)'.*/\\1/p" xtrabackup_slave_info)
else position=$(cut -f 3 xtrabackup_binlog_info | head -n 1); fi
case $position in '' | *[!0-9,-]*) echo 'the copy does not say its position' >&2; exit 1 ;; esac
rm -f prepare.log`,
  begin: sh`printf '%s\\n' "RESET MASTER; SET GLOBAL gtid_slave_pos = '$position';" | ${clientCommand(sql)}`,
};

/** A unit of its own, so that nothing waits on a line for as long as a copy takes. */
function receive(donor: Member): Command {
  const listen = `OPENSSL-LISTEN:4444,reuseaddr,${tls(donor)}`;
  const unpack = sh`socat -u ${listen} STDOUT | mbstream -x -C ${incoming} && : >${incoming}/whole`;
  return sh`set -e
systemctl stop rackwright-clone 2>/dev/null || :
systemctl reset-failed rackwright-clone 2>/dev/null || :
rm -rf ${incoming}
install -d -m 0700 ${incoming}
systemd-run --quiet --unit=rackwright-clone --property=TimeoutStopSec=5 sh -c ${unpack.text}
left=50
until ss -Hltn 'sport = :4444' | grep -q . || [ "$left" -eq 0 ]; do sleep 0.1; left=$((left - 1)); done`;
}

/** A replica goes on applying meanwhile: it would stand still for good where somebody ends the copy for whose sake it had stopped. */
function give(target: Member): Command {
  return sh`work=$(mktemp -d) || exit
{ mariadb-backup --backup --stream=mbstream --slave-info 2>"$work/log" || : >"$work/failed"; } |
  socat -u STDIN ${`OPENSSL:${target.address}:4444,${tls(target)}`} || : >"$work/failed"
status=0
[ ! -e "$work/failed" ] || { tail -n 5 "$work/log" >&2; status=1; }
rm -rf "$work"
exit "$status"`;
}

const arrived = sh`left=300
while systemctl is-active --quiet rackwright-clone && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
[ -e ${incoming}/whole ] && [ -e ${incoming}/xtrabackup_info ] || { echo 'the copy did not arrive whole' >&2; exit 1; }`;

function tls({ name }: Member): string {
  const directory = '/etc/mysql/tls';
  return `cert=${directory}/server.crt,key=${directory}/server.key,cafile=${directory}/ca.crt,verify=1,commonname=${name}`;
}

const hoursMs = 12 * 3_600_000;
