import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { jobsDirectory } from './jobs-directory.ts';

/** What has become of a command that was started in the background (`async`). */
export type BackgroundJob =
  | { readonly state: 'unknown' | 'running' | 'lost' | 'late' }
  | { readonly state: 'finished'; readonly exitCode: number; readonly stdout: Buffer; readonly stderr: Buffer };

/**
 * Jobs by their ids. `unknown`: there is none of this id; `lost`: it is gone without a result, as after a restart of the host;
 * `late`: it took longer than it was given. Of what a job printed the last MiB of each stream is read.
 */
export const backgroundJob: FactKind<string, BackgroundJob> = {
  name: 'backgroundJob',
  identity: (id) => id,
  script: (ids) => sh`
${jobsDirectory}
end() { tail -c 1048576 "$1" | base64 || exit; echo .; }
for id in ${ids}; do
  job=$jobs/$id
  if [ ! -d "$job" ]; then echo unknown; continue; fi
  alive=
  ! read -r pid 2>/dev/null <"$job/pid" || ! kill -0 "$pid" 2>/dev/null || alive=1
  if read -r status 2>/dev/null <"$job/status"; then
    echo "$status"
    case $status in [0-9]*) end "$job/stdout"; end "$job/stderr" ;; esac
  elif [ -n "$alive" ]; then echo running
  else echo lost
  fi
done`,
  parse: (stdout, ids) => {
    const lines = stdout.toString('latin1').split('\n');
    const ends = (): Buffer => {
      const end = lines.indexOf('.');
      if (end < 0) throw new FactError('the answer ends inside of an output');
      return Buffer.from(lines.splice(0, end + 1).join(''), 'base64');
    };
    const jobs = ids.map((): BackgroundJob => {
      const state = lines.shift() ?? '';
      if (state === 'unknown' || state === 'running' || state === 'lost' || state === 'late') return { state };
      if (!/^\d{1,3}$/.test(state)) throw new FactError(`unexpected state of a job: ${state.slice(0, 200)}`);
      return { state: 'finished', exitCode: Number(state), stdout: ends(), stderr: ends() };
    });
    if (lines.length !== 1 || lines[0] !== '')
      throw new FactError('there is more output than jobs that were asked for');
    return jobs;
  },
};
