import { sh, verbatim } from '../../shell.ts';
import { mainConfig } from './wanted.ts';
import type { WantedSshdConfig } from './wanted.ts';

/**
 * Shell text that judges a staged file (`%s`) in a copy of the whole tree: sshd must accept it, and must then do what is wanted whatever
 * the other files say.
 */
export function validateCommand({ path, lines }: Pick<WantedSshdConfig, 'path' | 'lines'>): string {
  const options = lines.flatMap(({ keyword, value }) => ['-o', `${keyword}=${value}`]);
  return sh`PATH=$PATH:/usr/sbin:/sbin
sshd=$(command -v sshd) && tree=$(mktemp -d) || exit 1
trap 'rm -rf -- "$tree"' EXIT
mkdir -- "$tree/sshd_config.d" && cat -- ${mainConfig} >"$tree/sshd_config" || exit 1
for file in /etc/ssh/sshd_config.d/*.conf; do
  [ ! -f "$file" ] || cat -- "$file" >"$tree/sshd_config.d/\${file##*/}" || exit 1
done
cat -- %s >"$tree"/${path.slice('/etc/ssh/'.length)} || exit 1
sed ${verbatim(includes)} "$tree/sshd_config" >"$tree/main" || exit 1
"$sshd" -t -f "$tree/main" || exit 1
[ "$("$sshd" -T -f "$tree/main" | sort -u)" = "$("$sshd" -T -f "$tree/main" ${options} | sort -u)" ] || {
  echo 'another file sets one of the options before this one, or this one is not included; sshd takes the first value' >&2
  exit 1
}`.text;
}

/** Relative names are below /etc/ssh: sshd_config(5). */
const includes = String.raw`"/^[[:space:]]*[Ii][Nn][Cc][Ll][Uu][Dd][Ee][[:space:]]/ s#\([[:space:]]\)\(/etc/ssh/\)\{0,1\}sshd_config\.d/#\1$tree/sshd_config.d/#g"`;
