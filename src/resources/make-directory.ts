import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { chmodWord, modeFor, ownerWord } from './file-attributes.ts';
import type { WantedAttributes } from './file-attributes.ts';

/**
 * Makes a directory and those above it that are missing; all new ones get the same attributes, as with Ansible. They are
 * closed to others until their owner and mode are set.
 */
export function makeDirectory(path: string, attributes: WantedAttributes): Step {
  const mode = modeFor(attributes, undefined, 'directory') ?? '0755';
  return {
    type: 'run',
    title: `make the directory ${path}`,
    command: sh`umask 077
directory=${path}
set --
while [ -n "$directory" ] && [ ! -d "$directory" ]; do
  set -- "$directory" "$@"
  directory=\${directory%/*}
done
[ $# -gt 0 ] || exit 0
mkdir -- "$@" &&${setOwner(attributes)} chmod ${chmodWord(mode)} -- "$@"`,
  };
}

function setOwner({ owner, group }: WantedAttributes): Command {
  if (owner === undefined && group === undefined) return verbatim('');
  return sh` chown ${ownerWord(owner, group)} -- "$@" &&`;
}
