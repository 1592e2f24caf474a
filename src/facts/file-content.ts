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
 * The bytes of regular files, links followed. Base64 frames them, so that no content can look like another answer.
 *
 * Several files are read with one `stat`, one `cat` and one `base64`, and cut by the sizes that were told before. Where these
 * are wrong (a file that grows, one below /proc), the answer is refused, and each file is asked for alone.
 */
export const fileContent: FactKind<string, FileContent> = {
  name: 'fileContent',
  identity: (path) => path,
  script: (paths) => sh`
command -v base64 >/dev/null || { echo 'base64 is missing on the host' >&2; exit 127; }
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
    [ $# -eq 0 ] || cat -- "$@" | base64
  fi
  echo .
}
${callWithPaths(verbatim('show'), paths)}
`,
  parse: (stdout, paths) => {
    const lines = stdout.toString('latin1').split('\n');
    let at = 0;
    const next = (): string => lines[at++] ?? '';
    const values = pathChunks(paths).flatMap((chunk): readonly FileContent[] => {
      const heads = chunk.map(next).map((head) => (head === 'file' ? next : () => head));
      const sizes = heads.map((head) => head());
      const from = at;
      while (at < lines.length && lines[at] !== '.') at += 1;
      if (at >= lines.length) throw new FactError('the answer ends inside a file');
      return cut(Buffer.from(lines.slice(from, at++).join(''), 'base64'), sizes);
    });
    if (lines.length !== at + 1) throw new FactError('there is more output than files that were asked for');
    return values;
  },
  paths: (path) => [path],
};

/** Base64 makes a third more of it, and an answer is cut at 16 MiB. */
const answerRoom = 11 * 1024 * 1024;

/** @param sizes of each file, or why there is none */
function cut(bytes: Buffer, sizes: readonly string[]): readonly FileContent[] {
  const expected = sizes.reduce((sum, size) => sum + (/^\d+$/.test(size) ? Number(size) : 0), 0);
  // A single file may have grown since it was measured.
  const grown = sizes.length === 1 && bytes.length > expected ? bytes.length - expected : 0;
  if (bytes.length !== expected + grown && sizes.length > 1)
    throw new FactError('the files were not as long as they said');
  let at = 0;
  return sizes.map((size): FileContent => {
    if (size === 'absent' || size === 'not-a-file' || size === 'unreadable' || size === 'too-big')
      return { type: size };
    if (!/^\d+$/.test(size)) throw new FactError(`unexpected line: ${size.slice(0, 200)}`);
    if (bytes.length < expected) return { type: 'unreadable' };
    const from = at;
    at += Number(size) + grown;
    return { type: 'content', bytes: bytes.subarray(from, at) };
  });
}
