import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { ownerEntries } from './account-entries.ts';

/** What everything below a directory shall have. Symbolic links have an owner but no mode. */
export interface TreeQuestion {
  readonly path: string;
  /** Name or number. */
  readonly owner?: string;
  readonly group?: string;
  readonly mode?: TreeMode;
}

/** Bits that must be set and that must not, by what a thing is; `executable` is a file that somebody may execute. */
export interface TreeMode {
  readonly directory: BitRule;
  readonly executable: BitRule;
  readonly plain: BitRule;
}

export interface BitRule {
  readonly set: number;
  readonly clear: number;
}

/**
 * How many things below the directory differ; 0 when there is no directory, nothing when it cannot be told: the owner does not
 * exist, a directory may not be searched.
 */
export interface TreeDeviations {
  readonly owner: number | undefined;
  readonly group: number | undefined;
  readonly mode: number | undefined;
}

/** One `find` for each wanted attribute; only counts travel, because names in a tree are hostile. */
export const treeDeviations: FactKind<TreeQuestion, TreeDeviations> = {
  name: 'treeDeviations',
  identity: (question) => JSON.stringify(question),
  script: (questions) => sh`
count() {
  if [ ! -d "$1" ]; then echo 0; return; fi
  directory=$1
  shift
  found=$(find -H "$directory" -mindepth 1 "$@" -exec sh -c 'echo $#' sh {} + 2>/dev/null) || { echo unknown; return; }
  total=0
  for each in $found; do total=$((total + each)); done
  echo "$total"
}
${questions.map(countAll).reduce((all, next) => sh`${all}\n${next}`, verbatim(':'))}`,
  parse: (stdout, questions) => {
    const counts = stdout.toString('utf8').split('\n');
    if (counts.length !== questions.length * 3 + 1) throw new FactError('find: an unexpected number of counts');
    return questions.map((_, index) => {
      const [owner, group, mode] = counts.slice(index * 3, index * 3 + 3).map(readCount);
      return { owner, group, mode };
    });
  },
  paths: ({ path, owner, group }) => [path, ...ownerEntries(owner, group)],
};

/** The conditions of `find` that hold for what differs in one attribute. */
export const deviates = {
  owner: (owner: string): Command => sh`! -user ${owner}`,
  group: (group: string): Command => sh`! -group ${group}`,
  mode: (mode: TreeMode): Command =>
    sh`${hasMode} '(' ${either(breaksMode(mode).map(({ condition }) => condition))} ')'`,
} as const;

/** Symbolic links have none. */
export const hasMode = verbatim('! -type l');

/** The same for each part of a mode, so that each can be put right in its own way. At most one condition holds. */
export function breaksMode(mode: TreeMode): readonly { readonly condition: Command; readonly rule: BitRule }[] {
  return [
    { condition: sh`-type d ${breaks(mode.directory)}`, rule: mode.directory },
    { condition: sh`! -type d ${executable} ${breaks(mode.executable)}`, rule: mode.executable },
    { condition: sh`! -type d ! ${executable} ${breaks(mode.plain)}`, rule: mode.plain },
  ];
}

const executable = sh`'(' ${either([0o100, 0o010, 0o001].map(hasAll))} ')'`;

function breaks({ set, clear }: BitRule): Command {
  const forbidden = Array.from({ length: 12 }, (_, bit) => 1 << bit).filter((bit) => (clear & bit) !== 0);
  return sh`'(' ${either([sh`! ${hasAll(set)}`, ...forbidden.map(hasAll)])} ')'`;
}

function hasAll(bits: number): Command {
  return sh`-perm ${`-${bits.toString(8)}`}`;
}

function either(conditions: readonly Command[]): Command {
  return conditions.reduce((all, next) => sh`${all} -o ${next}`);
}

function countAll({ path, owner, group, mode }: TreeQuestion): Command {
  const count = (condition: Command | undefined): Command =>
    condition === undefined ? verbatim('echo 0') : sh`count ${path} ${condition}`;
  return sh`${count(owner === undefined ? undefined : deviates.owner(owner))}
${count(group === undefined ? undefined : deviates.group(group))}
${count(mode && deviates.mode(mode))}`;
}

function readCount(line: string): number | undefined {
  if (line === 'unknown') return undefined;
  if (/^\d+$/.test(line)) return Number(line);
  throw new FactError(`find: an unexpected count: ${line.slice(0, 200)}`);
}
