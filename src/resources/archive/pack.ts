import { memberList } from '../../facts/packed-archive.ts';
import type { Step } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { chmodWord, ownerWord } from '../file-attributes.ts';
import type { WantedPack } from './wanted.ts';

/**
 * Packs the very list that the digest is made of, beside `dest`, and renames it to its place.
 * @param mode four digits
 */
export function pack(wanted: WantedPack, mode: string, records: Command): Step {
  const { dest, base, id, attributes } = wanted;
  const owner = ownerWord(attributes.owner, attributes.group);
  return {
    type: 'run',
    title: `pack ${dest}`,
    command: sh`dest=${dest}
fail() { printf '%s: %s\n' "$dest" "$1" >&2; exit 1; }
nl='
'
umask 077
stage=$(mktemp -d "\${dest%/*}/.rackwright.XXXXXX") || fail 'nothing can be written in its directory'
trap 'cd /; rm -rf -- "$stage"' EXIT
trap 'exit 143' HUP INT TERM
cd -- ${base} || exit 1
${memberList(wanted)}
[ -z "$(members -path "*$nl*")" ] || fail 'a name with a line break cannot be packed'
members '(' -type f -o -type l -o -type d ')' >"$stage/list"
[ -s "$stage/list" ] || fail 'there is nothing to pack'
summary | head -n 1 >"$stage/before"
${packed(wanted.format)}
summary | head -n 1 >"$stage/after"
cmp -s "$stage/before" "$stage/after" || fail 'something was changed while it was packed; try again'
${owner === '' ? verbatim(':') : sh`chown -- ${owner} "$stage/archive" || fail 'the owner cannot be set'`}
chmod ${chmodWord(mode)} -- "$stage/archive" && mv -f -- "$stage/archive" "$dest" || fail 'it cannot be put in its place'
${records}
mkdir -p -- "$records" && summary >"$stage/state" && mv -f -- "$stage/state" "$records/"${`${id}.state`} ||
  fail 'it is packed, but that cannot be recorded'`,
  };
}

/** Reads names from the list, and leaves `$stage/archive`. GNU's tar would otherwise find options and escapes in names. */
function packed(format: string): Command {
  if (format === 'zip')
    return sh`command -v zip >/dev/null 2>&1 || fail 'the host has no zip'
zip -q -X -y "$stage/archive.zip" -@ <"$stage/list" >&2 || fail 'zip cannot pack it'
mv -- "$stage/archive.zip" "$stage/archive"`;
  const tool = compressors.get(format) ?? ['cat'];
  return sh`command -v ${tool[0]} >/dev/null 2>&1 || fail ${`the host has no ${tool[0]}`}
tar --help 2>&1 | grep -q -e '-T' || fail 'its tar cannot take names from a list (-T), as GNU tar can'
set --
if tar --version 2>/dev/null | grep -q GNU; then set -- --no-unquote --verbatim-files-from; fi
{ tar -cf - --no-recursion "$@" -T "$stage/list" || echo "$?" >"$stage/failed"; } | ${tool} >"$stage/archive" || fail 'it cannot be compressed'
[ ! -e "$stage/failed" ] || fail 'tar cannot read everything'`;
}

const compressors: ReadonlyMap<string, readonly [string, ...string[]]> = new Map([
  ['gz', ['gzip', '-n', '-c']],
  ['xz', ['xz', '-c']],
  ['bz2', ['bzip2', '-c']],
  ['zst', ['zstd', '-q', '-c']],
]);
