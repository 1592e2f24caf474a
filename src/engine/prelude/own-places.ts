import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import type { HostPaths } from '../host-paths.ts';

/** Sets `$_keep`, what outlives runs, and `$_lock`, where the lock lies: root's are the host's, others have theirs at home. */
export function ownPlaces({ state, runtime }: HostPaths): Command {
  return sh`_keep=\${XDG_STATE_HOME:-$HOME/.local/state}/rackwright
[ ! -w ${state} ] || _keep=${`${state}/rackwright`}
_lock=$_keep
[ ! -w ${runtime} ] || _lock=${`${runtime}/rackwright`}`;
}
