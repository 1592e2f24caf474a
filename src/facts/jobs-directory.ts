import { verbatim } from '../shell.ts';

/** Sets `$jobs`: the directory of a user's background jobs, which only that user (and root) can look into. */
export const jobsDirectory = verbatim(
  'if [ "$(id -u)" = 0 ]; then jobs=/var/lib/rackwright/jobs; else jobs=${XDG_STATE_HOME:-$HOME/.local/state}/rackwright/jobs; fi',
);
