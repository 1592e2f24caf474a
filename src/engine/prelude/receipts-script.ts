import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';

/**
 * How a runner keeps what came of a command whose connection died: one small file for each, with its state, what it was,
 * whose, and when. Nothing is written while the connection stands.
 *
 * @param who whose run it is, for people, one line
 */
export function keepReceipts(who: string): Command {
  return sh`_receipt() {
  [ -d "$_keep/receipts" ] || mkdir -p -- "$_keep/receipts" || return
  printf '%s\n' "$2" "$3" ${who} "$(date -u +%FT%TZ)" >"$_keep/receipts/$$.$1"
}`;
}

/**
 * Prints `receipt STATE<tab>WHAT<tab>WHO<tab>WHEN` for each command that an earlier run has lost sight of. Costs no process. One that is being written
 * at this moment is passed over; whoever has the lock knows that nobody writes any more.
 */
export const tellReceipts: Command = told(verbatim(':'));

/** Tells them, and clears them away; one that is said to be running is left alone as long as its run has the lock. */
export const settleReceipts: Command = sh`${told(verbatim(`[ "$_state" = running ] && [ -z "$_own" ] || rm -f -- "$_file"`))}
[ ! -d "$_keep/receipts" ] || rmdir -- "$_keep/receipts" 2>/dev/null`;

/** Prints `left WHAT` for what is said to be running. */
export const tellRunning: Command = verbatim(`for _file in "$_keep"/receipts/*; do
    [ -e "$_file" ] || continue
    { IFS= read -r _state; IFS= read -r _what; } <"$_file"
    [ "$_state" != running ] || printf 'left %s\\n' "$_what"
  done`);

function told(settle: Command): Command {
  return sh`for _file in "$_keep"/receipts/*; do
  [ -e "$_file" ] || continue
  _state= _what= _whose= _when=
  { IFS= read -r _state; IFS= read -r _what; IFS= read -r _whose; IFS= read -r _when; } <"$_file"
  [ -n "$_when" ] || [ -n "$_own" ] || continue
  printf 'receipt %s\t%s\t%s\t%s\n' "$_state" "$_what" "$_whose" "$_when"
  ${settle}
done`;
}
