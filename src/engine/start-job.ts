import type { HostRequest } from '../host.ts';
import { jobsDirectory } from '../facts/jobs-directory.ts';
import { sh, verbatim } from '../shell.ts';

/**
 * The request that starts a script in the background. It keeps running when the connection ends; after `seconds` it is killed
 * with all its children. Its files lie in a directory of its own: `script`, `input`, `stdout`, `stderr`, `pid`, and at last
 * `status`. Results that nobody has fetched for a week are removed when the next job starts.
 */
export function startJobRequest(
  id: string,
  seconds: number,
  { script, stdin }: Pick<HostRequest, 'script' | 'stdin'>,
): HostRequest {
  const keepInput = stdin === undefined ? verbatim(':') : verbatim('cat >"$job/input"');
  return {
    form: 'task',
    // What a user wrote may hold what not every process may see.
    confidential: true,
    ...(stdin && { stdin }),
    script: sh`
umask 077
${jobsDirectory}
mkdir -p "$jobs" && [ ! -L "$jobs" ] && [ -O "$jobs" ] && chmod 700 "$jobs" || { echo "$jobs cannot be used" >&2; exit 1; }
find "$jobs" -name status -mtime +7 -exec sh -c 'for each; do rm -rf -- "\${each%/status}"; done' sh {} + 2>/dev/null
job=$jobs/${id}
mkdir "$job" && printf '%s\\n' ${script.text} >"$job/script" && ${keepInput} || exit 1
: >"$job/pid" || exit 1
if command -v setsid >/dev/null; then apart=setsid; else apart=nohup; fi
$apart sh -c ${supervise} sh "$job" ${seconds} "$apart" </dev/null >/dev/null 2>&1 &
echo "$!" >"$job/pid"`,
  };
}

/** Arguments: the job's directory, its seconds, and what sets a process apart from its parent's group. */
const supervise = `
trap '' HUP
input=/dev/null
[ ! -f "$1/input" ] || input=$1/input
$3 sh "$1/script" <"$input" >"$1/stdout" 2>"$1/stderr" &
script=$!
$3 sh -c 'sleep "$2"; : >"$1/late"; kill -TERM "-$3" || kill -TERM "$3"; sleep 5; kill -KILL "-$3" || kill -KILL "$3"' sh "$1" "$2" "$script" &
clock=$!
wait "$script"
status=$?
[ ! -e "$1/late" ] || status=late
# The clock of a late one has yet to kill what does not obey.
[ "$status" = late ] || kill -TERM "-$clock" || kill -TERM "$clock"
echo "$status" >"$1/status.new" && mv "$1/status.new" "$1/status"
`;
