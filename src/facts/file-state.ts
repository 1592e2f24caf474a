import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { callWithPaths, pathChunks } from './path-chunks.ts';

export type FileState =
  | { readonly type: 'absent' }
  /** A directory above it may not be searched, so nothing is known. */
  | { readonly type: 'unreadable' }
  | PresentFile;

export interface PresentFile {
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Four octal digits: `0644`. */
  readonly mode: string;
  /** The name, or the number of a user without name. */
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Two names of one file have the same device and inode. */
  readonly device: string;
  readonly inode: string;
  /** Where a link points, as it is written in the link; empty when that cannot be shown on one line. */
  readonly target?: string;
}

/** What stands at a path; links are not followed. One `stat` for all paths (GNU or busybox), one `readlink` for each link. */
export const fileState: FactKind<string, FileState> = {
  name: 'fileState',
  identity: (path) => path,
  script: (paths) => stateScript(verbatim('-c'), paths),
  parse: parseStates,
  paths: (path) => [path],
};

/** The same with links followed to their end: a link to nothing is `absent`. */
export const followedFileState: FactKind<string, FileState> = {
  name: 'followedFileState',
  identity: (path) => path,
  script: (paths) => stateScript(verbatim('-L -c'), paths),
  parse: parseStates,
  paths: (path) => [path],
};

/**
 * Every call also asks for `/`, last: its line proves that `stat` understood the format and went through all paths,
 * because a path without a line counts as absent.
 */
function stateScript(flags: Command, paths: readonly string[]): Command {
  return sh`
i=0
line_break='
'
describe() {
  stat ${flags} 's:%f:%s:%d:%i:%u:%g:%U:%G:%n' -- "$@" / 2>/dev/null
  for path do
    i=$((i + 1))
    if [ -L "$path" ]; then
      target=$(readlink -- "$path")
      case $target in *"$line_break"*) target= ;; esac
      printf 'l:%s:%s\n' "$i" "$target"
    fi
    if [ ! -e "$path" ]; then
      above=$path
      while [ -n "$above" ] && [ ! -e "$above" ]; do
        case $above in */*) above=\${above%/*} ;; *) above= ;; esac
      done
      if [ -d "\${above:-/}" ] && [ ! -x "\${above:-/}" ]; then printf 'u:%s\n' "$i"; fi
    fi
  done
}
${callWithPaths(verbatim('describe'), paths)}
`;
}

function parseStates(stdout: Buffer, paths: readonly string[]): readonly FileState[] {
  const states = new Map<string, PresentFile>();
  const targets = new Map<string, string>();
  const unreadable = new Set<string>();
  let ends = 0;
  for (const line of stdout.toString('utf8').split('\n')) {
    const [, tag, rest = ''] = /^([slu]):(.*)$/s.exec(line) ?? [];
    if (tag === 's') {
      const { path, state } = parseState(rest);
      states.set(path, state);
      if (path === '/') ends += 1;
    } else if (tag === 'l') {
      const colon = rest.indexOf(':');
      targets.set(rest.slice(0, colon), rest.slice(colon + 1));
    } else if (tag === 'u') {
      unreadable.add(rest);
    } else if (line !== '') {
      throw new FactError(`stat printed an unexpected line: ${line.slice(0, 200)}`);
    }
  }
  if (ends < pathChunks(paths).length) throw new FactError('stat did not answer; it must be the one of GNU or busybox');
  return paths.map((path, index) => {
    const state = states.get(path);
    if (state === undefined) return { type: unreadable.has(String(index + 1)) ? 'unreadable' : 'absent' };
    return state.type === 'link' ? { ...state, target: targets.get(String(index + 1)) ?? '' } : state;
  });
}

function parseState(fields: string): { readonly path: string; readonly state: PresentFile } {
  const match = /^([0-9a-f]+):(\d+):([0-9a-f]+):(\d+):(\d+):(\d+):([^:]*):([^:]*):(.+)$/s.exec(fields);
  if (!match) throw new FactError(`stat printed an unexpected line: ${fields.slice(0, 200)}`);
  const [, raw = '', size, device = '', inode = '', uid = '', gid = '', owner = '', group = '', path = ''] = match;
  const bits = Number.parseInt(raw, 16);
  return {
    path,
    state: {
      type: fileTypes.get(bits & 0o170000) ?? 'other',
      mode: (bits & 0o7777).toString(8).padStart(4, '0'),
      owner: owner === 'UNKNOWN' ? uid : owner,
      group: group === 'UNKNOWN' ? gid : group,
      uid: Number(uid),
      gid: Number(gid),
      size: Number(size),
      device,
      inode,
    },
  };
}

const fileTypes: ReadonlyMap<number, PresentFile['type']> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
]);
