import { verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';

/** Prints `owed ID RECORD` for each handler that an earlier run has notified and nobody has run. Costs no process. */
export const owedScript: Command = verbatim(`for _file in "$_keep"/owed/*; do
  [ -e "$_file" ] || continue
  _record=
  IFS= read -r _record <"$_file"
  printf 'owed %s %s\\n' "\${_file##*/}" "$_record"
done`);
