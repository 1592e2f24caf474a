import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { lookAgain } from './look-again.ts';
import { outputLines } from './output-lines.ts';

/**
 * The loaded units whose files (drop-ins and sources of generators too) were changed after systemd had read them;
 * nothing when the host was not started by systemd. Source: `systemctl show '*'`, NeedDaemonReload.
 */
export const daemonReloadNeeded: FactKind<null, readonly string[] | undefined> = {
  name: 'daemonReloadNeeded',
  identity: () => '',
  script: () =>
    sh`if [ -d /run/systemd/system ]; then
echo systemd
all=$(systemctl show --no-pager --property Id,NeedDaemonReload -- ${lookAgain} '*') &&
printf '%s\\n' "$all" | awk '/^Id=/ { id = substr($0, 4) } $0 == "NeedDaemonReload=yes" { print id }'
else echo none; fi`,
  parse: (stdout) => {
    const [manager, ...units] = outputLines(stdout);
    if (manager === 'none') return [undefined];
    if (manager !== 'systemd') throw new FactError('daemonReloadNeeded: no answer');
    return [units];
  },
};
