import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

export interface GitQuestion {
  readonly dest: string;
  readonly repo: string;
  /** A branch, a tag, `HEAD`, or a commit, about which the repository is not asked. */
  readonly version: string;
  /** `absent`: the repository is asked only when nothing is at `dest`. */
  readonly ask: 'always' | 'absent' | 'never';
}

export interface GitCheckout {
  /** `refused`: git would not look at it, mostly because it belongs to another user. */
  readonly state: 'no-git' | 'absent' | 'other' | 'refused' | 'checkout';
  readonly message?: string;
  /** 40 or 64 digits; nothing before the first commit. */
  readonly head?: string;
  readonly url?: string;
  /** Files that git knows were changed. */
  readonly changed: boolean;
  /** HEAD is on no branch or tag that came from a remote. */
  readonly unpublished: boolean;
  /** What the version is in the repository; nothing when it has none, was not asked or did not answer. */
  readonly remote?: { readonly commit: string; readonly branch?: string; readonly tag?: string };
  /** Why the repository did not answer. */
  readonly remoteMessage?: string;
}

/** Sources: git's own commands in the checkout, and `git ls-remote`, which asks the repository. */
export const gitCheckout: FactKind<GitQuestion, GitCheckout> = {
  name: 'gitCheckout',
  form: 'task',
  identity: ({ dest, repo, version, ask }) => [dest, repo, version, ask].join('\n'),
  script: (
    questions,
  ) => sh`export GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0 GIT_SSH_COMMAND="\${GIT_SSH_COMMAND:-ssh -o BatchMode=yes -o ConnectTimeout=15}"
line() { printf '%s %s\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ' | cut -c 1-500)"; }
look() {
  ask=$4
  echo checkout
  command -v git >/dev/null 2>&1 || { echo 'state no-git'; return; }
  if [ ! -e "$1" ] || { [ -d "$1" ] && [ -z "$(ls -A -- "$1" 2>/dev/null)" ]; }; then
    echo 'state absent'
    [ "$ask" = never ] || ask=always
  elif [ ! -e "$1/.git" ]; then echo 'state other'
  elif ! said=$(git -C "$1" rev-parse --git-dir 2>&1); then echo 'state refused'; line message "$said"
  else
    echo 'state checkout'
    line head "$(git -C "$1" rev-parse -q --verify HEAD 2>/dev/null)"
    line url "$(git -C "$1" config --get remote.origin.url)"
    [ -z "$(git -C "$1" status --porcelain --untracked-files=no 2>/dev/null | head -n 1)" ] || echo 'changed yes'
    [ -n "$(git -C "$1" for-each-ref --count=1 --contains HEAD refs/remotes refs/tags 2>/dev/null)" ] || echo 'unpublished yes'
  fi
  [ "$ask" = always ] || return 0
  if [ "$3" = HEAD ]; then set -- "$2" HEAD; else set -- "$2" "refs/heads/$3" "refs/tags/$3" "refs/tags/$3^{}"; fi
  if said=$(git ls-remote --symref -- "$@" 2>&1); then printf '%s\n' "$said" | sed 's/^/remote /'
  else line remote-message "$said"; fi
}
${questions.map(({ dest, repo, version, ask }) => sh`look ${dest} ${repo} ${version} ${ask}`).reduce((all, call) => sh`${all}\n${call}`)}
:`,
  parse: (stdout, questions) => {
    const answers: string[][] = [];
    for (const line of outputLines(stdout))
      if (line === 'checkout') answers.push([]);
      else answers.at(-1)?.push(line);
    if (answers.length !== questions.length)
      throw new FactError(`gitCheckout: ${answers.length} answers to ${questions.length} questions`);
    return answers.map((lines) => checkoutOf(lines));
  },
};

function checkoutOf(lines: readonly string[]): GitCheckout {
  const value = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1)
      .trim() || undefined;
  const [state, head, url, message, remoteMessage] = ['state', 'head', 'url', 'message', 'remote-message'].map(value);
  if (state !== 'no-git' && state !== 'absent' && state !== 'other' && state !== 'refused' && state !== 'checkout')
    throw new FactError('gitCheckout: an answer has no state');
  if (head !== undefined && !commit.test(head)) throw new FactError('gitCheckout: HEAD is no commit');
  const found = remoteOf(
    lines.filter((line) => line.startsWith('remote ')).map((line) => line.slice('remote '.length)),
  );
  return {
    state,
    ...(message !== undefined && { message }),
    ...(head !== undefined && { head }),
    ...(url !== undefined && { url }),
    changed: lines.includes('changed yes'),
    unpublished: head !== undefined && lines.includes('unpublished yes'),
    ...(found && { remote: found }),
    ...(remoteMessage !== undefined && { remoteMessage }),
  };
}

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A branch comes before a tag of the same name; `TAG^{}` is the commit behind an annotated tag. */
function remoteOf(lines: readonly string[]): GitCheckout['remote'] {
  const refs = new Map(
    lines.flatMap((line) => (line.includes('\t') ? [line.split('\t', 2).reverse() as [string, string]] : [])),
  );
  const commits = [...refs].filter(([, id]) => commit.test(id));
  const named = (prefix: string): readonly [string, string] | undefined => {
    const [ref, id] = commits.find(([each]) => each.startsWith(prefix) && !each.endsWith('^{}')) ?? [];
    return ref !== undefined && id !== undefined ? [ref.slice(prefix.length), refs.get(`${ref}^{}`) ?? id] : undefined;
  };
  const [branch, tag] = [named('refs/heads/'), named('refs/tags/')];
  if (branch) return { commit: branch[1], branch: branch[0] };
  if (tag && commit.test(tag[1])) return { commit: tag[1], tag: tag[0] };
  const head = commits.find(([ref]) => ref === 'HEAD')?.[1];
  const symbolic = lines
    .map((line) => /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(line)?.[1])
    .find((name) => name !== undefined);
  return head === undefined ? undefined : { commit: head, ...(symbolic !== undefined && { branch: symbolic }) };
}
