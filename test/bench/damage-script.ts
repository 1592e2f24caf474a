import { sh } from '../../src/shell.ts';
import type { Command } from '../../src/shell.ts';
import { workload } from './workload.ts';

/** Damages one file, as a hand edit does: its owner, mode and the rest of the host stay. Runs as root. */
export function damageScript(): Command {
  const [, , , , file] = workload.files;
  return sh`set -eu
printf 'edited by hand\n' >> ${file?.path ?? ''}`;
}
