import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { LockOptions } from './lock-options.ts';
import { tellRunning } from './receipts-script.ts';

/**
 * Takes the lock of a host, or ends with 1. The kernel keeps it: it ends with the last process that has descriptor 8, the
 * runner and the command that it may still have to finish. A second connection of the same run (a confirmation, a second
 * name of one host) waits for it behind the first.
 *
 * Who has just got the lock has yet to write its name: so nobody is judged at first sight.
 *
 * ksh gives descriptors above 2 to no command unless it is told to: hence `8>&8`.
 *
 * Prints `held WHO` once when it must wait for another run, with `left WHAT` in front when that has lost its line to a command here, and `broken WHO` when it was told not to. Sets `$_own` to 1
 * when this run has it for the first time: what others have left is then nobody's.
 */
export function lockScript({ token, who, waitSeconds, breaks }: LockOptions): Command {
  return sh`_own=
[ -d "$_lock" ] || mkdir -p -- "$_lock"
if command -v flock >/dev/null && true 8>>"$_lock/lock"; then
exec 8>>"$_lock/lock"
_own=1 _left=${waitSeconds} _said= _again=
until flock -n 8 8>&8; do
  { IFS= read -r _token; IFS= read -r _who; } <"$_lock/lock"
  if [ "$_token" = ${token} ]; then flock 8 8>&8 </dev/null >/dev/null 2>&1 6>&- 7>&- & _own=; break; fi
  [ -n "$_again" ] || { _again=1; sleep 0.2 2>/dev/null || sleep 1; continue; }
  ${breaks ? verbatim(`printf 'broken %s\\n' "$_who"; rm -f -- "$_lock/lock"; exec 8>>"$_lock/lock"; continue`) : verbatim(':')}
  [ -n "$_said" ] || { ${tellRunning}; printf 'held %s\n' "$_who"; }
  _said=1
  [ "$_left" -gt 0 ] || return 1
  _left=$((_left - 1))
  sleep 1
done
IFS= read -r _token <"$_lock/lock" && [ "$_token" = ${token} ] && _own=
[ -z "$_own" ] || printf '%s\n' ${token} ${who} >"$_lock/lock"
else echo unlocked
fi`;
}
