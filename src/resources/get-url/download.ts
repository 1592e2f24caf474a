import type { PresentFile } from '../../facts/file-state.ts';
import type { Step } from '../../resource.ts';
import { sh, verbatim } from '../../shell.ts';
import { modeFor, ownerWord } from '../file-attributes.ts';
import type { WantedDownload } from './wanted.ts';

/**
 * Downloads into a directory of its own beside the file, which nobody else can enter, and renames. What has arrived of a file with a known
 * digest stays there for the next run, because then it can be told whether the whole is right.
 */
export function download(wanted: WantedDownload, digest: string | undefined, present: PresentFile | undefined): Step {
  const { path, url, id, attributes, config, secrets, timeout, backup, checksum } = wanted;
  const mode = modeFor(attributes, present, 'file') ?? present?.mode ?? '0644';
  const owner = ownerWord(attributes.owner ?? present?.owner, attributes.group ?? present?.group);
  const keep = digest === undefined ? sh`trap 'rm -rf -- "$part"' EXIT` : verbatim(':');
  const check =
    digest === undefined
      ? verbatim(':')
      : sh`found=$(${`${checksum?.algorithm ?? 'sha256'}sum`} <"$part/file" | cut -d ' ' -f 1)
[ "$found" = ${digest} ] || { rm -rf -- "$part"; fail "what arrived has the digest $found"; }`;
  return {
    type: 'run',
    title: `download ${shownUrl(url)}`,
    stdin: new TextEncoder().encode(`${config.curl}\n${separator}\n${config.wget}\n`),
    command: sh`path=${path}
fail() { printf '%s: %s\n' "$path" "$1" >&2; exit 1; }
all=$(cat)
separator='
${verbatim(separator)}
'
curl_config=\${all%%"$separator"*}
wget_config=\${all#*"$separator"}
[ "$wget_config" != "$all" ] || wget_config=
directory=\${path%/*}
part=$directory/.rackwright.${id}
[ -d "$directory/" ] || fail "the directory $directory does not exist"
[ ! -d "$path" ] || fail 'is a directory'
umask 077
${keep}
mkdir -- "$part" 2>/dev/null || { [ -d "$part" ] && [ ! -L "$part" ] && [ "$(stat -c %u -- "$part")" = "$(id -u)" ]; } || fail "$part cannot be made"
fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -q -sSfLR -C - --speed-limit 1 --speed-time ${timeout} -o "$part/file" -K - <<END
$curl_config
END
  elif command -v wget >/dev/null 2>&1; then
    cat >"$part/wgetrc" <<END
$wget_config
END
    if wget --version 2>/dev/null | grep -q '^GNU Wget'; then
      printf '%s\n' ${url} >"$part/url"
      wget --config="$part/wgetrc" -nv -c -t 1 -T ${timeout} -O "$part/file" -i "$part/url"
    else
      ${secrets ? sh`fail 'this wget would show headers and credentials to every user of the host; install curl'` : verbatim(':')}
      wget -q -c -T ${timeout} -O "$part/file" ${url}
    fi
  else
    fail 'the host has neither curl nor wget'
  fi
}
resumes=
[ ! -e "$part/file" ] || resumes=1
# A server that cannot go on where it ended, or has nothing more, is asked for the whole.
fetch || { [ -n "$resumes" ] && rm -f -- "$part/file" && fetch; } || fail 'the download failed'
${check}
${owner === '' ? verbatim(':') : sh`chown -- ${owner} "$part/file" || fail 'the owner cannot be set'`}
chmod -- ${mode} "$part/file" || fail 'the mode cannot be set'
if command -v sync >/dev/null; then sync -- "$part/file" || fail 'it cannot be brought to the disk'; fi
${backup && present ? sh`cp -p -- "$path" "$path.$(date +%Y-%m-%dT%H%M%S)~" || fail 'no copy of the old file can be made'` : verbatim(':')}
mv -f -- "$part/file" "$path" || fail 'cannot be replaced'
rm -rf -- "$part"`,
  };
}

const separator = '%%';

/** Without credentials and query, which may be secret. */
function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
