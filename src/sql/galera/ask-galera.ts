import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { clientCommand } from '../client-command.ts';
import { dialects } from '../dialects.ts';

/**
 * Shell text that says how a host's part of a Galera cluster is: what systemd and /proc say, what the server has left on the disk, and what it
 * answers, if it does. {@link readGalera} reads it. SHOW alone: a member without quorum refuses SELECT.
 */
export function askGalera(): Command {
  const { daemon } = dialects.mariadb;
  return sh`for each in ${daemon} garbd; do command -v "$each" >/dev/null 2>&1 && echo "installed $each"; done
echo "unit $(systemctl show --property=ActiveState --value ${dialects.mariadb.unit} 2>/dev/null)"
for each in /proc/[0-9]*/comm; do
  { IFS= read -r name <"$each"; } 2>/dev/null || continue
  case $name in ${daemon} | garbd) echo "process $name" ;; esac
done
if [ -r ${state} ]; then
  while read -r name value; do
    case $name in uuid: | seqno: | safe_to_bootstrap:) echo "$name $value" ;; esac
  done <${state}
fi
[ ! -e ${data}/sst_in_progress ] || echo copying
for each in ${data}/*/; do
  each=\${each%/}
  case \${each##*/} in '*' | mysql | performance_schema | sys | '#'* | lost+found) ;; *) echo database ;; esac
done
[ -z "$(find /etc/mysql -name '*.cnf' -newer /run/mysqld/mysqld.pid 2>/dev/null | head -n 1)" ] || echo outdated
if [ -e ${arbitrator}/garbd.cnf ] && systemctl is-active --quiet garb 2>/dev/null; then
  [ -e ${started} ] && [ -z "$(find ${arbitrator} ${dropins} -type f -newer ${started} 2>/dev/null | head -n 1)" ] || echo outdated
fi
if command -v ${daemon} >/dev/null 2>&1; then
  said=$(echo ${questions} | ${clientCommand(dialects.mariadb)} 2>&1) && printf 'answers\\n%s\\n' "$said"
fi
echo end`;
}

const data = '/var/lib/mysql';
const state = `${data}/grastate.dat`;
/** An arbitrator has no process id in a file, and reads its certificate only when it starts: systemd makes a directory at each start of its unit, as the role tells it to. */
const arbitrator = '/etc/garb';
const dropins = '/etc/systemd/system/garb.service.d';
const started = '/run/garb';
const names = [
  'ready',
  'cluster_status',
  'cluster_size',
  'cluster_state_uuid',
  'local_state',
  'local_state_comment',
  'last_committed',
].map((name) => `'wsrep_${name}'`);
const questions = `SHOW GLOBAL VARIABLES WHERE Variable_name IN ('wsrep_on', 'version'); SHOW GLOBAL STATUS WHERE Variable_name IN (${names.join(', ')});`;
