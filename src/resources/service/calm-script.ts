import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';

/**
 * Waits until a unit's processes have been idle for two tenths of a second, a second at most: whoever is neither running nor about
 * to, nor has been in between, has come as far as it will for now. One that is never idle, that has no processes (it may be about to be started
 * again), or of which the kernel does not tell (`schedstat`, proc(5)), gets the whole second. Ends well always; what became of the unit is
 * another question.
 *
 * Both places of control groups are known: version 2's, and the one that systemd has beside version 1's. Starts no process but `systemctl`, once, and `sleep`.
 */
export function calmScript(unit: string): Command {
  return sh`group=$(systemctl show --property=ControlGroup --value -- ${unit} 2>/dev/null)
procs=/sys/fs/cgroup$group/cgroup.procs
[ -r "$procs" ] || procs=/sys/fs/cgroup/systemd$group/cgroup.procs
left=20 calm=0 before=
while [ -n "$group" ] && [ -r "$procs" ]; do
  now=
  while read -r pid; do
    for task in "/proc/$pid/task"/*; do
      { read -r state <"$task/stat" && read -r ran <"$task/schedstat"; } 2>/dev/null || state='X '
      case \${state##*')'} in
        ' S '*) now="$now $task $ran" ;;
        *) now=busy; break 2 ;;
      esac
    done
  done <"$procs"
  case $now in '' | busy) calm=0 ;; "$before") calm=$((calm + 1)) ;; *) calm=0 ;; esac
  before=$now
  [ "$calm" -lt 4 ] && [ "$left" -gt 0 ] || break
  left=$((left - 1))
  sleep 0.05 2>/dev/null || break
done
[ "$calm" -ge 4 ] || [ "$left" -eq 0 ] || sleep 1`;
}
