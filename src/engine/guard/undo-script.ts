import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { bootUnit, guardDirectory } from './guard.ts';
import type { Guard } from './guard.ts';

/**
 * The program that a host keeps to undo a change without us: `sh undo now|timer|boot|again`, or `sh undo later SECONDS` where no
 * systemd keeps timers. Whoever renames `armed` first decides: a confirmation that comes too late is told so. It can be
 * run again after it was cut off. At boot only files are put back; services have yet to read them.
 *
 * Ends with 0 when all is as it was, 75 when there was nothing to undo, 1 when something could not be put back; `log` says what.
 */
export function undoScript(guard: Guard): Command {
  const { paths, live = [], reload = [] } = guard.protection;
  return sh`PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
umask 077
cd ${guardDirectory(guard)} || exit 75
if [ "$1" = later ]; then
  left=$2
  while [ "$left" -gt 0 ] && [ -e armed ]; do sleep 1; left=$((left - 1)); done
fi
case $1 in again) mv undone undoing ;; *) mv armed undoing ;; esac 2>/dev/null || { [ "$1" = boot ] && [ -e undoing ]; } || exit 75
exec </dev/null >>log 2>&1
status=0
failed() { echo "$1"; status=1; }
is_tree() { [ -d "$1" ] && [ ! -L "$1" ]; }
put_back() {
  if [ ! -e "saved/$1" ] && [ ! -L "saved/$1" ]; then rm -rf -- "$2"; return; fi
  rm -rf -- "$2.$3" && cp -a -- "saved/$1" "$2.$3" || return
  # Nothing but a file or link can take the place of another in one step.
  if is_tree "$2" || is_tree "$2.$3"; then rm -rf -- "$2" || return; fi
  mv -f -- "$2.$3" "$2"
}
${paths.map((path, index) => sh`put_back ${index} ${path} rackwright-${guard.token.slice(0, 8)} || failed ${`${path} could not be put back`}`).reduce(below, verbatim(''))}
sync
if [ "$1" != boot ]; then :
${live.map(({ title, restore }, index) => sh`( ${restore}\n) <live/${index} || failed ${`could not restore ${title}`}`).reduce(below, verbatim(''))}
${reload.map(({ title, command }) => sh`( ${command}\n) || failed ${`could not ${title}`}`).reduce(below, verbatim(''))}
fi
${removeBootUnit(guard)}
echo "$status" >result
mv undoing undone
exit "$status"
`;
}

/** The link first: without it the unit is nobody's. */
export function removeBootUnit({ units }: Guard): Command {
  return sh`rm -f -- ${`${units}/sysinit.target.wants/${bootUnit}`} ${`${units}/${bootUnit}`}`;
}

function below(before: Command, next: Command): Command {
  return sh`${before}\n${next}`;
}
