import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { insertStaged } from './insert-staged.ts';

type Write = Extract<Step, { readonly type: 'write' }>;

/**
 * Writes its standard input to a file so that everybody sees either the old content or all of the new one, and leaves
 * nothing behind when it fails or is terminated: the temporary name is known before the file is made. The last line of
 * stderr says why it failed. The script ends the shell that it runs in.
 *
 * An existing file's mode and owner are kept unless others are given. Access lists, extended attributes, security contexts
 * and further hard links of the old file are not carried over: the name gets a new file.
 */
export function writeScript(step: Write): Command {
  return sh`path=${step.path}
fail() { printf '%s: %s\n' "$path" "$1" >&2; exit 1; }
${aim(step)}
[ ! -e "$path" ] || [ -f "$path" ] || [ -L "$path" ] || fail 'is not a regular file'
directory=\${path%/*}
[ -d "$directory/" ] || fail "the directory $directory does not exist"
umask 077
staged=$(mktemp -u "$directory/.rackwright.XXXXXX") || fail "no file can be made in $directory"
trap 'rm -f -- "$staged"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
( set -C && : >"$staged" ) || fail "no file can be made in $directory"
cat >"$staged" || fail 'the new content cannot be written; the old one is intact'
size=$(wc -c <"$staged")
[ "$size" -eq ${step.content.length} ] || fail 'the new content did not arrive whole; the old one is intact'
if command -v sync >/dev/null; then
  sync -- "$staged" || fail 'the new content cannot be brought to the disk; the old one is intact'
fi
${setOwner(step)}
${setMode(step)}
${check(step)}
${keepOld(step)}
${makeWay(step)}
mv -f -- "$staged" "$path" || fail 'cannot be replaced; the old content is intact'
trap - EXIT`;
}

/** Decides what is replaced. From here on `path` is a link only when that link itself is to go. */
function aim(step: Write): Command {
  if (step.link === 'replace') return sh`[ ! -d "$path" ] || [ -L "$path" ] || fail 'is a directory'`;
  // Step by step, because busybox cannot resolve a link to what does not exist yet.
  return sh`links=0
while [ -L "$path" ]; do
  links=$((links + 1))
  [ "$links" -le 40 ] && target=$(readlink -- "$path") || fail 'the link leads nowhere'
  case $target in /*) path=$target ;; *) path=\${path%/*}/$target ;; esac
done
[ ! -d "$path" ] || fail 'is a directory'`;
}

/** mv would move the file into the directory that a link points to. */
function makeWay(step: Write): Command {
  return step.link === 'replace' ? sh`[ ! -L "$path" ] || [ ! -d "$path" ] || rm -f -- "$path"` : verbatim(':');
}

/** A changed owner comes before the mode, because changing the owner clears the set-id bits. */
function setOwner({ owner, group }: Write): Command {
  const give = (who: Command): Command => sh`chown -- ${who} "$staged" || fail 'the owner cannot be set'`;
  const wanted = sh`${owner ?? verbatim('')}${group === undefined ? verbatim('') : sh`:${group}`}`;
  const all = owner !== undefined && group !== undefined;
  const keep = sh`if [ -f "$path" ] && [ ! -L "$path" ]; then
  old=$(stat -c %u:%g -- "$path") && new=$(stat -c %u:%g -- "$staged") || fail 'the owner cannot be read'
  [ "$old" = "$new" ] || chown -- "$old" "$staged" || fail 'the owner cannot be kept'
fi`;
  if (owner === undefined && group === undefined) return keep;
  return all ? give(wanted) : sh`${keep}\n${give(wanted)}`;
}

function setMode({ mode }: Write): Command {
  if (mode !== undefined) return sh`chmod -- ${mode} "$staged" || fail 'the mode cannot be set'`;
  return sh`mode=0644
[ ! -f "$path" ] || [ -L "$path" ] || mode=$(stat -c %a -- "$path") || fail 'the mode cannot be read'
chmod -- "$mode" "$staged" || fail 'the mode cannot be set'`;
}

/** Runs in a shell of its own, so that nothing in it can end ours; it gets the staged name from its environment. */
function check({ validate }: Write): Command {
  if (validate === undefined) return verbatim(':');
  return sh`RACKWRIGHT_STAGED=$staged
export RACKWRIGHT_STAGED
sh -c ${insertStaged(validate)} </dev/null >&2 || fail 'the check refused the new content; the old one is intact'`;
}

function keepOld({ backup }: Write): Command {
  if (backup !== true) return verbatim(':');
  return sh`if [ -f "$path" ] && [ ! -L "$path" ]; then
  cp -p -- "$path" "$path.$(date +%Y-%m-%dT%H%M%S)~" || fail 'no copy of the old content can be made; it is intact'
fi`;
}
