import { sh, verbatim } from '../../../src/shell.ts';
import type { Command } from '../../../src/shell.ts';
import { workload } from '../workload.ts';

/**
 * Moves everything below `files/` to its place: brought to the disk before it gets its name, as Rackwright does, but with
 * one `sync` for all.
 */
export const replaceScript: Command = verbatim(`find files -type f -exec sync -- {} +
find files -type f | while read -r file; do mv -f -- "$file" "/\${file#files/}" || exit 1; done`);

/** Applies the whole workload by hand. Runs as root where the pack has been unpacked. */
export function applyScript(): Command {
  const { groups, users, directories, lines, packages, services, commands } = workload;
  const edit = lines.map(({ key, line }) => `s/^${key} = .*/${line}/`);
  const edited = lines.map((each) => each.path);
  const steps = [
    ...groups.map(({ name, gid }) => sh`getent group ${name} >/dev/null || groupadd -g ${gid} ${name}`),
    ...users.map(
      ({ name, uid, group, home }) =>
        sh`getent passwd ${name} >/dev/null || useradd -M -u ${uid} -g ${group} -d ${home} -s /usr/sbin/nologin ${name}`,
    ),
    ...directories.map(({ path, mode, owner, group }) => sh`install -d -m ${mode} -o ${owner} -g ${group} ${path}`),
    sh`. ./replace.sh`,
    sh`sed -i ${[...new Set(edit)].join(';')} ${edited} && sync -- ${edited}`,
    sh`dpkg-query -W ${packages} >/dev/null || apt-get -q -y install ${packages} >/dev/null`,
    sh`systemctl enable --quiet --now ${services}`,
    ...commands.map(({ argv, creates }) => sh`[ -e ${creates} ] || ${verbatim(sh`${[...argv]}`.text)}`),
  ];
  return { text: `set -eu\n${steps.map((each) => each.text).join('\n')}\n` };
}
