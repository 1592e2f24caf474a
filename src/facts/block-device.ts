import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What a device, or a file used as one, holds. Sources: stat and `blkid -p`, which looks at the bytes themselves. */
export interface BlockDevice {
  /** `other`: a directory, a pipe, something that holds no file system. */
  readonly kind: 'device' | 'file' | 'other' | 'absent';
  /** The real device behind `UUID=…`, `LABEL=…` or a link. */
  readonly path: string;
  /**
   * What its first bytes say: `ext4`, `swap`, `LVM2_member`, `crypto_LUKS`, or the type of a partition table (`gpt`, `dos`). `ambivalent` when
   * they say several things, `unreadable` when blkid is missing or may not look; nothing when they say nothing.
   */
  readonly signature?: string;
  /** Bytes. */
  readonly size: number;
}

/** Keys are paths, or `UUID=…`, `LABEL=…`, `PARTUUID=…`, `PARTLABEL=…` as in fstab(5). */
export const blockDevice: FactKind<string, BlockDevice> = {
  name: 'blockDevice',
  identity: (name) => name,
  script: (names) => sh`PATH=$PATH:/usr/sbin:/sbin
look() {
  real=$1
  case $1 in *=*) real=$(findfs "$1" 2>/dev/null) || real= ;; esac
  [ -z "$real" ] || real=$(readlink -f -- "$real" 2>/dev/null)
  size=0
  if [ -b "$real" ]; then
    kind=device
    size=$(blockdev --getsize64 "$real" 2>/dev/null || echo 0)
  elif [ -f "$real" ]; then kind=file; size=$(wc -c <"$real" 2>/dev/null || echo 0)
  elif [ -e "$real" ]; then kind=other
  else kind=absent; fi
  said=
  case $kind in device | file)
    if [ ! -r "$real" ] || ! command -v blkid >/dev/null 2>&1; then said=unreadable
    else
      said=$(blkid -p -o export -- "$real" 2>/dev/null)
      case $? in
      0) said=$(printf '%s\n' "$said" | sed -n -e 's/^TYPE=//p' -e 's/^PTTYPE=//p' | head -n 1) ;;
      2) said= ;;
      *) said=ambivalent ;;
      esac
    fi ;;
  esac
  printf '%s %s %s %s\n' "$kind" "$((size + 0))" "\${said:--}" "$real"
}
for name in ${names}; do look "$name"; done`,
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    if (lines.length !== names.length)
      throw new FactError(`blockDevice: ${lines.length} answers to ${names.length} questions`);
    return lines.map(deviceOf);
  },
};

function deviceOf(line: string): BlockDevice {
  const [, kind, size, signature, path = ''] = /^(device|file|other|absent) (\d{1,16}) (\S+) (.*)$/.exec(line) ?? [];
  if (kind !== 'device' && kind !== 'file' && kind !== 'other' && kind !== 'absent')
    throw new FactError(`blockDevice: unexpected line: ${line.slice(0, 200)}`);
  return { kind, path, size: Number(size), ...(signature !== '-' && signature !== undefined && { signature }) };
}
