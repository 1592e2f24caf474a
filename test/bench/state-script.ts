import { sh } from '../../src/shell.ts';
import type { Command } from '../../src/shell.ts';
import { hostFiles } from './host-files.ts';
import { workload } from './workload.ts';

/**
 * Prints the state of everything in the workload, one command for all items of a kind; `expectedState` is what it prints
 * on a converged host. Runs as root. What is missing is told on stderr by the tools themselves and left out.
 */
export function stateScript(): Command {
  const { directories, commands } = workload;
  const regular = [...hostFiles('').keys()];
  const made = commands.map((each) => each.creates);
  return sh`LC_ALL=C
export LC_ALL
stat -c '%n %F %a %U %G' -- ${[...directories.map((each) => each.path), ...regular]}
stat -c '%n %F' -- ${made}
sha256sum -- ${regular}
getent group ${workload.groups.map((each) => each.name)}
getent passwd ${workload.users.map((each) => each.name)}
dpkg-query -W -f '\${Package} \${db:Status-Status}\n' ${workload.packages}
systemctl show -p Id,ActiveState,UnitFileState ${workload.services.map((each) => `${each}.service`)}`;
}
