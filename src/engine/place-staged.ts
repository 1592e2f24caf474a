import type { Placed } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { insertStaged } from './insert-staged.ts';

/**
 * Shell text that puts `$staged`, a whole file in the directory of `$path`, in its place: attributes, check, disk, rename. It
 * stands behind {@link aimAt} and calls `fail REASON`, which must not return.
 *
 * @param size bytes that must be there
 */
export function placeStaged(placed: Placed, size: number): Command {
  return sh`${learn(placed)}
[ "$size" = ${size} ] || fail 'the new content did not arrive whole; the old one is intact'
${setOwner(placed)}
${setMode(placed)}
${check(placed)}
if command -v sync >/dev/null; then
  sync -- "$staged" || fail 'the new content cannot be brought to the disk; the old one is intact'
fi
${keepOld(placed)}
${makeWay(placed)}
mv -f -- "$staged" "$path" || fail 'cannot be replaced; the old content is intact'`;
}

/** In one process: how much was staged, whose it is, and of an old file whose attributes are kept its owner and mode. */
function learn(step: Placed): Command {
  if (givesAll(step))
    return sh`set -- $(stat -c '%s %u:%g %U:%G' -- "$staged")
size=$1 owner=$2 owner_name=$3`;
  return sh`old=
if [ -f "$path" ] && [ ! -L "$path" ]; then old=1; fi
set -- $(stat -c '%s %u:%g %a' -- "$staged" \${old:+"$path"})
size=$1 owner=$2 old_owner=\${5:-$2} mode=\${6:-644}
[ -z "$old" ] || [ $# -eq 6 ] || fail 'the owner and the mode cannot be read'`;
}

function givesAll({ owner, group, mode }: Placed): boolean {
  return owner !== undefined && group !== undefined && mode !== undefined;
}

/** A changed owner comes before the mode, because changing the owner clears the set-id bits. */
function setOwner(step: Placed): Command {
  const { owner, group } = step;
  const keep = sh`[ "$owner" = "$old_owner" ] || chown -- "$old_owner" "$staged" || fail 'the owner cannot be kept'`;
  if (owner === undefined && group === undefined) return keep;
  const wanted = sh`${owner ?? verbatim('')}${group === undefined ? verbatim('') : sh`:${group}`}`;
  const give = sh`chown -- ${wanted} "$staged" || fail 'the owner cannot be set'`;
  if (givesAll(step)) return sh`[ "$owner" = ${wanted} ] || [ "$owner_name" = ${wanted} ] || ${give}`;
  return sh`${keep}\n${give}`;
}

function setMode({ mode }: Placed): Command {
  return sh`chmod -- ${mode ?? verbatim('"$mode"')} "$staged" || fail 'the mode cannot be set'`;
}

/** Runs in a shell of its own, so that nothing in it can end ours; it gets the staged name from its environment. */
function check({ validate }: Placed): Command {
  if (validate === undefined) return verbatim(':');
  return sh`RACKWRIGHT_STAGED=$staged
export RACKWRIGHT_STAGED
sh -c ${insertStaged(validate)} </dev/null >&2 || {
  status=$?
  [ "$status" -le 256 ] || status=$((status - 128))
  [ "$status" -le 128 ] || [ "$status" -gt 192 ] || fail "the check was killed by signal $((status - 128)) before it could judge; the old content is intact"
  fail 'the check refused the new content; the old one is intact'
}`;
}

function keepOld({ backup }: Placed): Command {
  if (backup !== true) return verbatim(':');
  return sh`if [ -f "$path" ] && [ ! -L "$path" ]; then
  cp -p -- "$path" "$path.$(date +%Y-%m-%dT%H%M%S)~" || fail 'no copy of the old content can be made; it is intact'
fi`;
}

/** mv would move the file into the directory that a link points to. */
function makeWay(placed: Placed): Command {
  return placed.link === 'replace' ? sh`[ ! -L "$path" ] || [ ! -d "$path" ] || rm -f -- "$path"` : verbatim(':');
}
