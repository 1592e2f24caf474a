import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import { callWithPaths, pathChunks } from './path-chunks.ts';

export type FileContent =
  | { readonly type: 'content'; readonly bytes: Uint8Array }
  | { readonly type: 'absent' }
  /** A directory, a pipe, a device. */
  | { readonly type: 'not-a-file' }
  | { readonly type: 'unreadable' }
  /** More bytes than {@link largestContent}, or more than one answer can carry together with the others. */
  | { readonly type: 'too-big' };

/** Bytes of one file that are read at most. */
export const largestContent = 4 * 1024 * 1024;

/**
 * The bytes of regular files, links followed. They come as they are: all sizes are told before, so that no content can
 * look like another answer.
 *
 * Several files are read with one `stat` and one `cat`. Where the sizes turn out to be wrong (a file that grows, one below
 * /proc), the answer is refused, and each file is asked for alone.
 */
export const fileContent: FactKind<string, FileContent> = {
  name: 'fileContent',
  identity: (path) => path,
  script: (paths) => sh`
room=${answerRoom}
measure() { ${paths.length === 1 ? verbatim('wc -c <"$1"') : verbatim('stat -L -c %s -- "$@"')}; }
show() {
  for path do
    shift
    if [ ! -e "$path" ]; then echo absent
    elif [ ! -f "$path" ]; then echo not-a-file
    elif [ ! -r "$path" ]; then echo unreadable
    else echo file; set -- "$@" "$path"
    fi
  done
  if [ $# -gt 0 ]; then
    sizes=$(measure "$@") || return
    for size in $sizes; do
      path=$1
      shift
      if [ "$size" -gt ${largestContent} ] || [ "$size" -gt "$room" ]; then echo too-big
      else echo "$size"; room=$((room - size)); set -- "$@" "$path"
      fi
    done
    [ $# -eq 0 ] || cat -- "$@"
  fi
  echo
  echo .
}
${callWithPaths(verbatim('show'), paths)}
`,
  parse: (stdout, paths) => {
    let at = 0;
    const next = (): string => {
      const end = stdout.indexOf('\n', at);
      if (end === -1) throw new FactError('the answer ends too early');
      const line = stdout.toString('latin1', at, Math.min(end, at + 200));
      at = end + 1;
      return line;
    };
    const chunks = pathChunks(paths);
    const values = chunks.flatMap((chunk): readonly FileContent[] => {
      const heads = chunk.map(next).map((head) => (head === 'file' ? next : () => head));
      const sizes = heads.map((head) => head()).map(sizeOrReason);
      const told = sizes.reduce<number>((sum, size) => sum + (typeof size === 'number' ? size : 0), 0);
      // A single file may have changed since it was measured.
      const length = paths.length === 1 ? stdout.length - at - trailer.length : told;
      const end = at + length + trailer.length;
      if (length < 0 || !stdout.subarray(at + length, end).equals(trailer))
        throw new FactError('the files were not as long as they said');
      const bytes = stdout.subarray(at, at + length);
      at = end;
      return paths.length === 1 ? [alone(bytes, sizes[0])] : cut(bytes, sizes);
    });
    if (stdout.length !== at) throw new FactError('there is more output than files that were asked for');
    return values;
  },
  paths: (path) => [path],
};

/** An answer is cut at 16 MiB. */
const answerRoom = 15 * 1024 * 1024;

/** Behind the contents. */
const trailer = Buffer.from('\n.\n');

type Reason = Exclude<FileContent['type'], 'content'>;

const reasons: readonly Reason[] = ['absent', 'not-a-file', 'unreadable', 'too-big'];

function sizeOrReason(text: string): number | Reason {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const reason = reasons.find((each) => each === text);
  if (reason === undefined) throw new FactError(`unexpected line: ${text}`);
  return reason;
}

function cut(bytes: Buffer, sizes: readonly (number | Reason)[]): readonly FileContent[] {
  let at = 0;
  return sizes.map((size): FileContent => {
    if (typeof size !== 'number') return { type: size };
    at += size;
    return { type: 'content', bytes: bytes.subarray(at - size, at) };
  });
}

function alone(bytes: Buffer, told: number | Reason | undefined): FileContent {
  if (typeof told === 'number') return bytes.length < told ? { type: 'unreadable' } : { type: 'content', bytes };
  if (told === undefined || bytes.length > 0) throw new FactError('there is content of no file');
  return { type: told };
}
