import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';

/**
 * Ends with 0 when no path is a symbolic link or lies behind one, so that different texts are different places. Starts no
 * process.
 */
export function samePlaceScript(paths: readonly string[]): Command {
  return sh`seen=
for path in ${paths}; do
  [ ! -L "$path" ] || exit 1
  directory=\${path%/*}
  while [ -n "$directory" ] && [ ! -d "$directory" ]; do
    [ ! -L "$directory" ] || exit 1
    directory=\${directory%/*}
  done
  [ "$directory" != "$seen" ] || continue
  seen=$directory
  cd -P "\${directory:-/}" && [ "$PWD" = "\${directory:-/}" ] || exit 1
done`;
}
