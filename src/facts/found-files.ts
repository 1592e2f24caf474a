import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { listedFileFormat, parseListedFile } from './listed-file.ts';
import type { ListedFile } from './listed-file.ts';
import { outputLines } from './output-lines.ts';

/** What is looked for below a directory. */
export interface FindQuestion {
  readonly path: string;
  readonly type: 'any' | 'directory' | 'file' | 'link';
  /** Levels below the directory; nothing means all. */
  readonly depth: number | undefined;
  /** Globs of names, of which one must match; none means every name. */
  readonly names: readonly string[];
  readonly excludedNames: readonly string[];
  readonly hidden: boolean;
  readonly follow: boolean;
  /** Minutes, and which time: older than that, or younger with a minus. */
  readonly age: { readonly stamp: 'a' | 'c' | 'm'; readonly minutes: number } | undefined;
  /** Bytes: at least that, or at most with a minus. */
  readonly size: number | undefined;
  /** Extended regular expression (of grep) that a line of the file must match. */
  readonly contains: string | undefined;
  /** How many are wanted at most. */
  readonly limit: number;
}

export interface FoundFiles {
  /** In the order of the directory, at most `limit`. */
  readonly files: readonly ListedFile[];
  /** There are more than the limit. */
  readonly more: boolean;
  /** Whether there is such a directory that can be searched. */
  readonly place: 'directory' | 'absent' | 'not-a-directory' | 'unreadable';
}

/**
 * One `find` for each question. Names with line breaks are left out, so that nothing in a tree can look like another answer;
 * directories that may not be searched are passed over.
 */
export const foundFiles: FactKind<FindQuestion, FoundFiles> = {
  name: 'foundFiles',
  identity: (question) => JSON.stringify(question),
  script: (questions) => sh`nl='
'
${questions.map(searchScript).reduce((all, next) => sh`${all}\n${next}`, verbatim(':'))}`,
  parse: (stdout, questions) => {
    const lines = outputLines(stdout);
    let at = 0;
    const answers = questions.map(({ limit }): FoundFiles => {
      const place = lines[at++];
      if (place !== 'directory' && place !== 'absent' && place !== 'not-a-directory' && place !== 'unreadable')
        throw new FactError(`find: an unexpected line: ${(place ?? 'nothing').slice(0, 200)}`);
      const files: ListedFile[] = [];
      while (at < lines.length && lines[at] !== '.') files.push(parseListedFile(lines[at++] ?? ''));
      if (lines[at++] !== '.') throw new FactError('find: the answer ends too early');
      return { files: files.slice(0, limit), more: files.length > limit, place };
    });
    if (at !== lines.length) throw new FactError('find: there is more output than was asked for');
    return answers;
  },
};

function searchScript(question: FindQuestion): Command {
  const { path, follow, depth, limit } = question;
  return sh`if [ ! -e ${path} ]; then echo absent
elif [ ! -d ${path} ]; then echo not-a-directory
elif [ ! -r ${path} ] || [ ! -x ${path} ]; then echo unreadable
else
  echo directory
  find ${verbatim(follow ? '-L' : '-H')} ${path} -mindepth 1 ${depth === undefined ? verbatim('') : sh`-maxdepth ${depth}`} ! -path "*$nl*" ${tests(question)} ${listing(question)} | head -n ${limit + 1}
fi
echo .`;
}

/** What is looked for in files may be a secret: grep gets it on its standard input, so that it stands in no list of processes. */
function listing({ follow, contains }: FindQuestion): Command {
  const list = sh`stat ${verbatim(follow ? '-L' : '')} -c ${listedFileFormat} --`;
  if (contains === undefined) return sh`-exec ${list} {} + 2>/dev/null`;
  return sh`-print 2>/dev/null | while IFS= read -r file; do
    printf '%s\\n' ${contains} | grep -Eqf - -- "$file" && ${list} "$file"
  done 2>/dev/null`;
}

function tests({ type, names, excludedNames, hidden, age, size, contains }: FindQuestion): Command {
  const parts = [
    type === 'any' ? undefined : sh`-type ${type.charAt(0)}`,
    hidden ? undefined : sh`! -name ${'.*'}`,
    names.length === 0 ? undefined : sh`'(' ${named(names)} ')'`,
    excludedNames.length === 0 ? undefined : sh`! '(' ${named(excludedNames)} ')'`,
    age && sh`-${verbatim(age.stamp)}min ${age.minutes < 0 ? String(age.minutes) : `+${age.minutes}`}`,
    size === undefined ? undefined : size < 0 ? sh`! -size ${`+${-size}c`}` : sh`! -size ${`-${size}c`}`,
    contains === undefined ? undefined : verbatim('-type f'),
  ];
  return parts.filter((part) => part !== undefined).reduce((all, part) => sh`${all} ${part}`, verbatim(''));
}

function named(names: readonly string[]): Command {
  return names.map((name) => sh`-name ${name}`).reduce((all, next) => sh`${all} -o ${next}`);
}
