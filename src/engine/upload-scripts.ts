import { createHash } from 'node:crypto';
import type { Step } from '../resource.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { aimAt } from './aim-at.ts';
import { placeStaged } from './place-staged.ts';

export type Upload = Extract<Step, { readonly type: 'upload' }>;

/**
 * The scripts of an upload. What has arrived stands in a part file beside the target, whose name is made of the target's path
 * and the content's digest: so a later run finds it and sends only the rest. It belongs to nobody else, is closed to
 * others, and is not trusted for its name: the whole is checked by its digest.
 *
 * @param digest SHA-256 in hex
 */
export function uploadScripts(step: Upload, digest: string): UploadScripts {
  const { size } = step.content;
  const target = createHash('sha256').update(step.path).digest('hex').slice(0, 16);
  const start = sh`fail() { printf '%s: %s\n' "$path" "$1" >&2; exit 1; }
${aimAt(step)}
parts="$directory/.rackwright-part.${target}."
part="$parts"${digest}
umask 077`;
  return {
    begin: sh`${start}
for each in "$parts"*; do
  [ "$each" = "$part" ] || [ ! -f "$each" ] || rm -f -- "$each"
done
have=0
if [ -f "$part" ] && [ ! -L "$part" ] && [ "$(stat -c %u:%h -- "$part")" = "$(id -u):1" ]; then
  have=$(stat -c %s -- "$part") || fail 'the part that is here already cannot be read'
fi
if [ "$have" -eq 0 ] || [ "$have" -gt ${size} ]; then
  rm -f -- "$part" || fail 'an old part cannot be removed'
  have=0
fi
if free=$(stat -f -c '%a %S' -- "$directory/"); then
  [ "$((\${free% *} * \${free#* }))" -ge $((${size} - have)) ] || fail "there is no room for it in $directory; the old content is intact"
fi
printf '%s\n' "$have"`,
    append: (from) => sh`${start}
${from === 0 ? openNew : openAgain(from)}
incoming >&3 || { rm -f -- "$part"; fail 'the new content cannot be written; the old one is intact'; }`,
    finish: sh`${start}
staged=$part
fail() { printf '%s: %s\n' "$path" "$1" >&2; rm -f -- "$staged"; exit 1; }
size=$(wc -c <"$staged") || fail 'the new content cannot be read; the old one is intact'
[ "$size" -eq ${size} ] || { echo "$path: the new content did not arrive whole; the old one is intact" >&2; exit 1; }
syncing=
if command -v sync >/dev/null; then sync -- "$staged" & syncing=$!; fi
found=$(sha256sum <"$staged") || fail 'the new content cannot be read; the old one is intact'
[ "\${found%% *}" = ${digest} ] || fail 'what arrived is not what was to be sent; the old content is intact'
[ -z "$syncing" ] || wait "$syncing" || fail 'the new content cannot be brought to the disk; the old one is intact'
${placeStaged(step, size)}`,
  };
}

interface UploadScripts {
  /** Removes parts of other contents, checks the room, and prints how many bytes are there already. */
  readonly begin: Command;
  /** Puts what `incoming` gives behind the first `from` bytes. */
  readonly append: (from: number) => Command;
  /** Checks the whole and puts it in its place. What fails from here on leaves no part. */
  readonly finish: Command;
}

const openNew = sh`set -C
exec 3>"$part"`;

/**
 * The open file must be the one that was looked at: who may write to the directory could have put a link in its place. ksh gives
 * what it starts no open file beyond the third, so it stands in for the input.
 */
function openAgain(from: number): Command {
  return sh`exec 3>>"$part"
known=$(stat -c %d:%i:%u:%h:%s:%F -- "$part") && opened=$(stat -L -c %d:%i:%u:%h:%s:%F -- /proc/self/fd/0 0>&3) || fail 'the part that is here already cannot be read'
[ "$known" = "$opened" ] || fail 'the part that is here already was replaced'
case $opened in *":$(id -u):1:${from}:regular file") ;; *) fail 'the part that is here already has changed' ;; esac`;
}
