import type { Protection } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';

/** Copies what a change may touch into `$dir`. Calls `refuse REASON`, which must not return, when that cannot be done. */
export function saveScript({ paths, live = [] }: Protection): Command {
  return sh`mkdir -p -- "$dir/saved" "$dir/live" || refuse "nothing can be kept in $dir"
keep() {
  [ -e "$2" ] || [ -L "$2" ] || return 0
  cp -a -- "$2" "$dir/saved/$1" || refuse "$2 cannot be saved"
}
${paths.map((path, index) => sh`keep ${index} ${path}`).reduce(below, verbatim(''))}
${live.map(({ title, save }, index) => sh`( ${save}\n) >"$dir/live/${index}" || refuse ${`${title} cannot be saved`}`).reduce(below, verbatim(''))}`;
}

function below(before: Command, next: Command): Command {
  return sh`${before}\n${next}`;
}
