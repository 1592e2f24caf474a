import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { guardDirectory, hasSystemd, timerName } from './guard.ts';
import type { Guard } from './guard.ts';
import { removeBootUnit } from './undo-script.ts';

/** Takes the guard away for good. Ends with 75 when the host has begun to undo the change already. */
export function confirmScript(guard: Guard): Command {
  return sh`cd ${guardDirectory(guard)} && mv armed confirmed || exit 75
${stopTimer(guard)}
${forget(guard)}`;
}

/** Undoes at once, or waits for the host to have done so. Ends with 0 when all was put back; prints what went wrong. */
export function undoNowScript(guard: Guard, waitSeconds: number): Command {
  return sh`cd ${guardDirectory(guard)} || exit 75
# What has been undone may have been followed by a step that was under way.
if [ -e undone ]; then /bin/sh ./undo again; else /bin/sh ./undo now; fi
left=${waitSeconds}
until [ -e undone ]; do
  [ "$left" -gt 0 ] || { echo 'it has not been undone in time' >&2; exit 75; }
  left=$((left - 1))
  sleep 1
done
${stopTimer(guard)}
cat log >&2
IFS= read -r status <result && [ "$status" = 0 ] || exit 1
${forget(guard)}`;
}

/** Without systemd the sleeper sees by itself that nothing is armed any more. */
function stopTimer(guard: Guard): Command {
  return sh`! ${hasSystemd(guard)} || systemctl stop ${`${timerName(guard)}.timer`} 2>/dev/null`;
}

function forget(guard: Guard): Command {
  return sh`${removeBootUnit(guard)}
cd / && rm -rf -- ${guardDirectory(guard)}
rmdir -- ${`${guard.state}/guard`} 2>/dev/null
:`;
}
