import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { pathChunks } from './path-chunks.ts';

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

/** The bytes of regular files, links followed. Base64 frames them, so that no content can look like another answer. */
export const fileContent: FactKind<string, FileContent> = {
  name: 'fileContent',
  identity: (path) => path,
  script: (paths) => sh`
command -v base64 >/dev/null || { echo 'base64 is missing on the host' >&2; exit 127; }
room=${answerRoom}
show() {
  if [ ! -e "$1" ]; then echo absent
  elif [ ! -f "$1" ]; then echo not-a-file
  elif [ ! -r "$1" ] || ! size=$(wc -c <"$1"); then echo unreadable
  elif [ "$size" -gt ${largestContent} ] || [ "$size" -gt "$room" ]; then echo too-big
  else
    room=$((room - size))
    echo content
    if base64 <"$1"; then echo .; else echo '!'; fi
  fi
}
${calls(paths)}
`,
  parse: (stdout, paths) => {
    const lines = stdout.toString('latin1').split('\n');
    let at = 0;
    const values = paths.map((): FileContent => {
      const type = lines[at++];
      if (type !== 'content') return withoutContent(type);
      const from = at;
      while (at < lines.length && lines[at] !== '.' && lines[at] !== '!') at += 1;
      if (at === lines.length) throw new FactError('the answer ends inside a file');
      const bytes = Buffer.from(lines.slice(from, at).join(''), 'base64');
      return lines[at++] === '.' ? { type: 'content', bytes } : { type: 'unreadable' };
    });
    if (lines.length !== at + 1) throw new FactError('there is more output than files that were asked for');
    return values;
  },
  paths: (path) => [path],
};

/** Base64 makes a third more of it, and an answer is cut at 16 MiB. */
const answerRoom = 11 * 1024 * 1024;

function calls(paths: readonly string[]): Command {
  return pathChunks(paths)
    .flat()
    .map((path) => sh`show ${path}`)
    .reduce((all, call) => sh`${all}\n${call}`, sh``);
}

function withoutContent(type: string | undefined): FileContent {
  if (type === 'absent' || type === 'not-a-file' || type === 'unreadable' || type === 'too-big') return { type };
  throw new FactError(`unexpected line: ${(type ?? 'nothing').slice(0, 200)}`);
}
