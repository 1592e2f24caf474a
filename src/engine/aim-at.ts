import type { Placed } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';

/**
 * Shell text that finds out what is replaced, for everything that puts a file at a path. From here on `$path` is a link
 * only when that link itself is to go, and `$directory` is where the new file is made. Calls `fail REASON`, which must
 * not return.
 */
export function aimAt(placed: Placed): Command {
  return sh`path=${placed.path}
${followLinks(placed)}
[ ! -e "$path" ] || [ -f "$path" ] || [ -L "$path" ] || fail 'is not a regular file'
directory=\${path%/*}
[ -d "$directory/" ] || fail "the directory $directory does not exist"`;
}

function followLinks({ link }: Placed): Command {
  if (link === 'replace') return sh`[ ! -d "$path" ] || [ -L "$path" ] || fail 'is a directory'`;
  // Step by step, because busybox cannot resolve a link to what does not exist yet.
  return sh`links=0
while [ -L "$path" ]; do
  links=$((links + 1))
  [ "$links" -le 40 ] && target=$(readlink -- "$path") || fail 'the link leads nowhere'
  case $target in /*) path=$target ;; *) path=\${path%/*}/$target ;; esac
done
[ ! -d "$path" ] || fail 'is a directory'`;
}
