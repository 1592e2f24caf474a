import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { hasSystemd, timerPrefix } from '../guard/guard.ts';
import type { HostPaths } from '../host-paths.ts';

/**
 * Whoever has the lock finds guards that nobody can confirm any more: their run is dead. What is armed is undone at once,
 * what has been undone is cleared away, and so are what was never armed and what a dead run has kept to go back to. Prints `undone STATUS` for each; one that failed is kept.
 */
export function unconfirmedScript(paths: HostPaths): Command {
  const { state } = paths;
  return sh`for _file in ${state}/rackwright/guard/*/undo; do
  [ -n "$_own" ] && [ -e "$_file" ] || continue
  _dir=\${_file%/undo} _status=unknown
  /bin/sh "$_file" now 8>&-
  [ ! -e "$_dir/undoing" ] || { sleep 5; /bin/sh "$_file" boot 8>&-; }
  ! ${hasSystemd(paths)} || systemctl stop ${timerPrefix}"\${_dir##*/}.timer" 2>/dev/null 8>&-
  IFS= read -r _status <"$_dir/result"
  printf 'undone %s\n' "$_status"
  [ "$_status" != 0 ] || rm -rf -- "$_dir"
done
for _dir in ${state}/rackwright/guard/*; do
  [ -n "$_own" ] && [ -d "$_dir" ] && [ ! -e "$_dir/undo" ] || continue
  rm -rf -- "$_dir"
done
[ -z "$_own" ] || [ ! -d ${`${state}/rackwright/kept`} ] || rm -rf -- ${`${state}/rackwright/kept`}`;
}
