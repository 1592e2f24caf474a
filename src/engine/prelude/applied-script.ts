import { verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';

/** Prints `applied ID made RECORD` or `applied ID - RECORD` for each file that runs have written. Costs no process. */
export const appliedScript: Command = verbatim(`for _file in "$_keep"/applied/*; do
  [ -e "$_file" ] || continue
  _record= _made=
  { IFS= read -r _record; IFS= read -r _made; } <"$_file"
  [ "$_made" = made ] || _made=-
  printf 'applied %s %s %s\\n' "\${_file##*/}" "$_made" "$_record"
done`);
