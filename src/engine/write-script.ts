import { randomBytes } from 'node:crypto';
import type { Step } from '../resource.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { insertStaged } from './insert-staged.ts';

type Write = Extract<Step, { readonly type: 'write' }>;

/**
 * Writes a file so that everybody sees either the old content or all of the new one, and leaves nothing behind when it
 * fails or is terminated: the temporary name is known before the file is made. The last line of stderr says why it failed.
 * The script ends the shell that it runs in.
 *
 * An existing file's mode and owner are kept unless others are given. Access lists, extended attributes, security contexts
 * and further hard links of the old file are not carried over: the name gets a new file.
 *
 * @param content the command that prints the content: `cat` for the script's standard input
 */
export function writeScript(step: Write, content: Command): Command {
  return sh`path=${step.path}
fail() { printf '%s: %s\n' "$path" "$1" >&2; exit 1; }
${aim(step)}
[ ! -e "$path" ] || [ -f "$path" ] || [ -L "$path" ] || fail 'is not a regular file'
directory=\${path%/*}
[ -d "$directory/" ] || fail "the directory $directory does not exist"
umask 077
staged=$directory/.rackwright.${randomBytes(8).toString('hex')}
# What is too big for a limit is a failed write, and not the end of the shell.
trap '' XFSZ
trap 'rm -f -- "$staged"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
set -C
if ! { ${content}; } >"$staged"; then
  [ -e "$staged" ] || fail "no file can be made in $directory"
  fail 'the new content cannot be written; the old one is intact'
fi
set +C
${learn(step)}
[ "$size" = ${step.content.length} ] || fail 'the new content did not arrive whole; the old one is intact'
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

/** In one process: how much was staged, whose it is, and of an old file whose attributes are kept its owner and mode. */
function learn(step: Write): Command {
  if (givesAll(step))
    return sh`set -- $(stat -c '%s %u:%g %U:%G' -- "$staged")
size=$1 owner=$2 owner_name=$3`;
  return sh`old=
if [ -f "$path" ] && [ ! -L "$path" ]; then old=1; fi
set -- $(stat -c '%s %u:%g %a' -- "$staged" \${old:+"$path"})
size=$1 owner=$2 old_owner=\${5:-$2} mode=\${6:-644}
[ -z "$old" ] || [ $# -eq 6 ] || fail 'the owner and the mode cannot be read'`;
}

function givesAll({ owner, group, mode }: Write): boolean {
  return owner !== undefined && group !== undefined && mode !== undefined;
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
function setOwner(step: Write): Command {
  const { owner, group } = step;
  const keep = sh`[ "$owner" = "$old_owner" ] || chown -- "$old_owner" "$staged" || fail 'the owner cannot be kept'`;
  if (owner === undefined && group === undefined) return keep;
  const wanted = sh`${owner ?? verbatim('')}${group === undefined ? verbatim('') : sh`:${group}`}`;
  const give = sh`chown -- ${wanted} "$staged" || fail 'the owner cannot be set'`;
  if (givesAll(step)) return sh`[ "$owner" = ${wanted} ] || [ "$owner_name" = ${wanted} ] || ${give}`;
  return sh`${keep}\n${give}`;
}

function setMode({ mode }: Write): Command {
  return sh`chmod -- ${mode ?? verbatim('"$mode"')} "$staged" || fail 'the mode cannot be set'`;
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
