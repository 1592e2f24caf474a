import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { ownerWord } from './owner-word.ts';

type Directory = Extract<Step, { readonly type: 'directory' }>;

/** GNU's chmod leaves the set-id bits of a directory alone unless the number has five digits. */
export function directoryScript(step: Directory): Command {
  const { path, mode } = step;
  const owners = ownerWord(step);
  const own = owners === undefined ? verbatim('') : sh` chown ${owners} -- "$@" &&`;
  return sh`umask 077
directory=${path}
set --
while [ -n "$directory" ] && [ ! -d "$directory" ]; do
  set -- "$directory" "$@"
  directory=\${directory%/*}
done
[ $# -gt 0 ] || exit 0
mkdir -- "$@" &&${own} chmod ${mode.padStart(5, '0')} -- "$@"`;
}
