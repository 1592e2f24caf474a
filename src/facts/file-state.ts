import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import { ownerEntries } from './account-entries.ts';
import { callWithPaths, pathChunks } from './path-chunks.ts';
import { statFields } from './stat-fields.ts';
import type { StatFields } from './stat-fields.ts';

export type FileState =
  | { readonly type: 'absent' }
  /** A directory above it may not be searched, so nothing is known. */
  | { readonly type: 'unreadable' }
  | PresentFile;

/** Two names of one file have the same device and inode. */
export interface PresentFile extends Omit<StatFields, 'kind'> {
  readonly type: 'file' | 'directory' | 'link' | 'other';
  /** Where a link points, as it is written in the link; empty when that cannot be shown on one line. */
  readonly target?: string;
}

interface Look {
  readonly path: string;
  readonly follow: boolean;
}

/**
 * Both ways of looking, in one `stat` for all paths (GNU or busybox); another one for all links that are followed, one
 * `readlink` for each that is not.
 *
 * Every call also asks for `/`, last: its line proves that `stat` understood the format and went through all paths,
 * because a path without a line counts as absent.
 */
const looks: FactKind<Look, FileState> = {
  name: 'looks',
  identity: ({ path, follow }) => `${follow ? 'followed' : 'own'} ${path}`,
  script: (keys) => {
    const { paths, following } = arranged(keys);
    return sh`
i=0
line_break='
'
look() { stat "$@" / 2>/dev/null; }
describe() {
  look -c ${`s:${format}`} -- "$@"
  given=$#
  for path do
    i=$((i + 1))
    if [ -L "$path" ]; then
      if [ "$i" -le ${following} ]; then set -- "$@" "$path"
      else
        target=$(readlink -- "$path")
        case $target in *"$line_break"*) target= ;; esac
        printf 'l:%s:%s\n' "$i" "$target"
      fi
    fi
    if [ ! -e "$path" ]; then
      above=$path
      while [ -n "$above" ] && [ ! -e "$above" ]; do
        case $above in */*) above=\${above%/*} ;; *) above= ;; esac
      done
      if [ -d "\${above:-/}" ] && [ ! -x "\${above:-/}" ]; then printf 'u:%s\n' "$i"; fi
    fi
  done
  shift "$given"
  [ $# -eq 0 ] || look -L -c ${`f:${format}`} -- "$@"
}
${callWithPaths(verbatim('describe'), paths)}
:`;
  },
  parse: parseLooks,
};

/** What stands at a path; links are not followed. */
export const fileState = looking('fileState', false);

/** The same with links followed to their end: a link to nothing is `absent`. */
export const followedFileState = looking('followedFileState', true);

function looking(name: string, follow: boolean): FactKind<string, FileState> {
  const look = (path: string): Look => ({ path, follow });
  return {
    name,
    identity: (path) => path,
    script: (paths) => looks.script(paths.map(look)),
    parse: (stdout, paths) => looks.parse(stdout, paths.map(look)),
    paths: (path) => [path],
    answerPaths: (state) => ('owner' in state ? ownerEntries(state.owner, state.group) : []),
    through: { kind: looks, key: look },
  };
}

const format = '%f:%s:%d:%i:%u:%g:%U:%G:%n';

/** Those that are followed come first, so that a number tells which these are. */
function arranged(keys: readonly Look[]): { readonly paths: readonly string[]; readonly following: number } {
  const followed = keys.filter((key) => key.follow).map((key) => key.path);
  const own = keys.filter((key) => !key.follow).map((key) => key.path);
  return { paths: [...followed, ...own], following: followed.length };
}

function parseLooks(stdout: Buffer, keys: readonly Look[]): readonly FileState[] {
  const { paths, following } = arranged(keys);
  const answer = readAnswer(stdout);
  const chunks = pathChunks(paths);
  const places = new Map(paths.map((path, index) => [`${index < following} ${path}`, String(index + 1)]));
  const isLink = (path: string): boolean => answer.own.get(path)?.type === 'link';
  const followedLinks = chunksOf(chunks, following).filter((chunk) => chunk.some(isLink)).length;
  if (answer.ends.s < chunks.length || answer.ends.f < followedLinks)
    throw new FactError('stat did not answer; it must be the one of GNU or busybox');
  return keys.map(({ path, follow }) => {
    const place = places.get(`${follow} ${path}`) ?? '';
    const own = answer.own.get(path);
    const state = follow && own?.type === 'link' ? answer.followed.get(path) : own;
    if (state === undefined) return { type: answer.unreadable.has(place) ? 'unreadable' : 'absent' };
    return state.type === 'link' ? { ...state, target: answer.targets.get(place) ?? '' } : state;
  });
}

/** The first `count` paths, in the chunks in which they were asked for. */
function chunksOf(chunks: readonly (readonly string[])[], count: number): readonly (readonly string[])[] {
  let before = 0;
  return chunks.map((chunk) => {
    const part = chunk.slice(0, Math.max(0, count - before));
    before += chunk.length;
    return part;
  });
}

interface Answer {
  readonly own: ReadonlyMap<string, PresentFile>;
  readonly followed: ReadonlyMap<string, PresentFile>;
  /** By the number of the question. */
  readonly targets: ReadonlyMap<string, string>;
  readonly unreadable: ReadonlySet<string>;
  /** How often `stat` came to its end. */
  readonly ends: { readonly s: number; readonly f: number };
}

function readAnswer(stdout: Buffer): Answer {
  const states = { s: new Map<string, PresentFile>(), f: new Map<string, PresentFile>() };
  const targets = new Map<string, string>();
  const unreadable = new Set<string>();
  const ends = { s: 0, f: 0 };
  for (const line of stdout.toString('utf8').split('\n')) {
    const [, tag, rest = ''] = /^([sflu]):(.*)$/s.exec(line) ?? [];
    if (tag === 's' || tag === 'f') {
      const { path, state } = parseState(rest);
      states[tag].set(path, state);
      if (path === '/') ends[tag] += 1;
    } else if (tag === 'l') {
      const colon = rest.indexOf(':');
      targets.set(rest.slice(0, colon), rest.slice(colon + 1));
    } else if (tag === 'u') {
      unreadable.add(rest);
    } else if (line !== '') {
      throw new FactError(`stat printed an unexpected line: ${line.slice(0, 200)}`);
    }
  }
  return { own: states.s, followed: states.f, targets, unreadable, ends };
}

function parseState(fields: string): { readonly path: string; readonly state: PresentFile } {
  const match = /^([0-9a-f]+):(\d+):([0-9a-f]+):(\d+):(\d+):(\d+):([^:]*):([^:]*):(.+)$/s.exec(fields);
  if (!match) throw new FactError(`stat printed an unexpected line: ${fields.slice(0, 200)}`);
  const { kind, ...attributes } = statFields(match.slice(1, 9));
  return { path: match[9] ?? '', state: { type: fileTypes.get(kind) ?? 'other', ...attributes } };
}

const fileTypes: ReadonlyMap<number, PresentFile['type']> = new Map([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
]);
