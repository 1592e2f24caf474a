import type { Step } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { recordFiles } from '../../facts/unpacked-archive.ts';
import type { WantedArchive } from './wanted.ts';

/**
 * Unpacks into a directory of its own inside of `dest`, looks at what came out, and only then renames every file to its place, so that
 * nothing in an archive can reach past `dest`. With content, the archive comes on standard input.
 */
export function unpack(wanted: WantedArchive, id: string | undefined, records: Command): Step {
  const { src, content, dest, strip, outsideLinks } = wanted;
  return {
    type: 'run',
    title: `unpack ${src} into ${dest}`,
    ...(content !== undefined && { stdin: content }),
    command: sh`dest=${dest}
fail() { printf '%s: %s\n' ${src} "$1" >&2; exit 1; }
[ -d "$dest/" ] || fail "the directory $dest does not exist"
umask 077
stage=$(mktemp -d "$dest/.rackwright.XXXXXX") || fail "no directory can be made in $dest"
trap 'cd /; rm -rf -- "$stage"' EXIT
trap 'exit 143' HUP INT TERM
mkdir -- "$stage/out" || exit 1
${content === undefined ? sh`archive=${src}` : sh`archive=$stage/archive; cat >"$archive" || fail 'it did not arrive whole'`}
[ -f "$archive" ] || fail 'there is no such file'
${unpacked(strip)}
${inspect(outsideLinks)}
${attributes(wanted)}
${moveOut}
${id === undefined ? verbatim(':') : record(id, records)}`,
  };
}

/** Says what the archive is by its first bytes; tar gets it without compression, so that a damaged one is noticed before. */
function unpacked(strip: number): Command {
  return sh`unpacked_tar() {
  "$@" -dc <"$archive" >"$stage/tar" || fail "$1 cannot read it, or the host has no $1"
  archive=$stage/tar
}
case $(od -An -tx1 -N6 <"$archive" | tr -d ' \\n') in
1f8b*) unpacked_tar gzip ;;
fd377a585a00) unpacked_tar xz ;;
28b52ffd*) unpacked_tar zstd -q ;;
425a68*) unpacked_tar bzip2 ;;
504b0304* | 504b0506*) zip=1 ;;
esac
if [ -n "\${zip:-}" ]; then
  command -v unzip >/dev/null 2>&1 || fail 'the host has no unzip'
  [ ${strip} = 0 ] || fail '"strip_components" is for tar only'
  unzip -Z1 "$archive" >"$stage/names" 2>/dev/null || fail 'it is damaged, or this unzip cannot list names (Info-ZIP is needed)'
else
  tar -tf "$archive" >"$stage/names" 2>"$stage/said" || fail 'it is no archive that tar knows'
  # Busybox leaves it out of the names already.
  if grep -q 'emoving leading' "$stage/said"; then fail 'a member escapes the directory (an absolute path, or "..")'; fi
  tar -tvf "$archive" >"$stage/types" 2>/dev/null && [ "$(wc -l <"$stage/names")" -eq "$(wc -l <"$stage/types")" ] ||
    fail 'it holds a name with a line break'
  # Nothing may be unpacked through a link that the archive itself has made.
  cut -c 1 <"$stage/types" | paste -d ' ' - "$stage/names" | awk ${throughLinks} || fail 'a member would be unpacked through a link'
fi
if grep -Eq '^/|(^|/)[.][.](/|$)' "$stage/names"; then fail 'a member escapes the directory (an absolute path, or "..")'; fi
cd -- "$stage/out" || exit 1
umask 022
if [ -n "\${zip:-}" ]; then unzip -qq -o "$archive" || fail 'it cannot be unpacked'
else tar -xof "$archive" ${strip === 0 ? verbatim('') : sh`--strip-components=${strip}`} || fail 'it cannot be unpacked'; fi`;
}

/** Lines are a type's letter, a space, and a name. */
const throughLinks = `{ name = substr($0, 3); sub(/^(\\.\\/)+/, "", name); sub(/\\/+$/, "", name); names[NR] = name; if (substr($0, 1, 1) == "l") link[name] = 1 }
END {
  for (i = 1; i <= NR; i++) {
    part = names[i]
    while (match(part, /\\/[^\\/]*$/)) { part = substr(part, 1, RSTART - 1); if (part in link) exit 1 }
  }
}`;

/** What came out, whatever tool it was. */
function inspect(outsideLinks: boolean): Command {
  return sh`chmod -R u+rwX . || exit 1
nl='
'
[ -z "$(find . -path "*$nl*" | head -n 1)" ] || fail 'it holds a name with a line break'
[ -z "$(find . ! -type f ! -type d ! -type l | head -n 1)" ] || fail 'it holds a device, pipe or socket'
find . -type f -links +1 -exec stat -c '%d:%i:%h' -- {} + | sort | uniq -c | awk '{ split($2, id, ":"); if ($1 != id[3]) exit 1 }' ||
  fail 'it holds a hard link to a file outside'
${outsideLinks ? verbatim(':') : insideLinks}`;
}

/** Counts how deep a link stands and how far its target climbs; neither may come out at the top. */
const insideLinks = sh`find . -type l >"$stage/links"
while IFS= read -r link; do
  target=$(readlink -- "$link")
  case $target in /*) fail 'it holds a link that leaves the directory; "outside_links: true" allows that' ;; esac
  depth=$(printf '%s' "\${link#./}" | tr -cd / | wc -c)
  rest=$target/
  while [ -n "$rest" ]; do
    case \${rest%%/*} in '' | .) ;; ..) depth=$((depth - 1)) ;; *) depth=$((depth + 1)) ;; esac
    [ "$depth" -ge 0 ] || fail 'it holds a link that leaves the directory; "outside_links: true" allows that'
    rest=\${rest#*/}
  done
done <"$stage/links"`;

/** Before anything is in its place. Set-id bits come only from a wanted mode. */
function attributes({ mode, owner }: WantedArchive): Command {
  const setMode =
    mode === undefined
      ? verbatim(':')
      : sh`{ find . ! -type l -exec chmod -- ${mode} {} + || fail 'the mode cannot be set'; }`;
  return sh`find . ! -type l -exec chmod a-st {} + || exit 1
${owner === '' ? verbatim(':') : sh`chown -Rh -- ${owner} . || fail 'the owner cannot be set'`}
${setMode}`;
}

/** Directory by directory; what stands in the way (a link for a directory, a directory for a file) fails before anything is moved. */
const moveOut = sh`find . -mindepth 1 -type d | sort >"$stage/directories"
find . ! -type d >"$stage/files"
while IFS= read -r name; do
  if [ -L "$dest/$name" ] || { [ -e "$dest/$name" ] && [ ! -d "$dest/$name" ]; }; then fail "$dest/\${name#./} is in the way: it is no directory"; fi
done <"$stage/directories"
while IFS= read -r name; do
  if [ -d "$dest/$name" ] && [ ! -L "$dest/$name" ]; then fail "$dest/\${name#./} is in the way: it is a directory"; fi
done <"$stage/files"
while IFS= read -r name; do
  if [ ! -d "$dest/$name" ]; then
    mkdir -- "$dest/$name" && chmod -- "$(stat -c %a -- "$name")" "$dest/$name" && chown -- "$(stat -c %u:%g -- "$name")" "$dest/$name" ||
      fail 'a directory cannot be made'
  fi
done <"$stage/directories"
{ echo .; cat "$stage/directories"; } >"$stage/all"
while IFS= read -r name; do
  find "$name" -mindepth 1 -maxdepth 1 ! -type d -exec sh -c 'into=$1; shift; for each do [ ! -L "$into/\${each##*/}" ] || rm -f -- "$into/\${each##*/}"; done; mv -f -- "$@" "$into/"' sh "$dest/$name" {} + ||
    fail 'a file cannot be put in its place'
done <"$stage/all"`;

function record(id: string, records: Command): Command {
  return sh`${records}
${recordFiles}
umask 077
mkdir -p -- "$records" && cp -- "$stage/files" "$records/${verbatim(id)}.names" || fail 'it is unpacked, but that cannot be recorded'
cd -- "$dest" && recorded <"$records/${verbatim(id)}.names" >"$stage/state" && mv -f -- "$stage/state" "$records/${verbatim(id)}.state" ||
  fail 'it is unpacked, but that cannot be recorded'`;
}
