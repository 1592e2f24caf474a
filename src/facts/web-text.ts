import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What a host asks a web server for. */
export interface WebQuestion {
  /** Lines of a curl configuration; they may hold secrets, so they never become arguments. */
  readonly config: string;
  /** For a host that has only wget, which gets no headers and credentials; nothing when they are needed. */
  readonly plainUrl: string | undefined;
  /** The text itself, at most 1 MiB of it, or only the headers. */
  readonly part: 'text' | 'headers';
}

/** The lines that the server gave; nothing when it gave none, or the host has no tool to ask with. A plan asks, too. */
export const webText: FactKind<WebQuestion, readonly string[] | undefined> = {
  name: 'webText',
  identity: (question) => JSON.stringify(question),
  script: (questions) => sh`
ask() {
  if command -v curl >/dev/null 2>&1; then curl -q -sSfL $3 -K - <<END
$1
END
  elif [ -n "$2" ] && [ -z "$3" ] && command -v wget >/dev/null 2>&1; then wget -q -T 50 -O - -- "$2"
  fi 2>/dev/null | head -c 1048576
}
${questions
  .map(
    ({ config, plainUrl, part }) =>
      sh`ask ${config} ${plainUrl ?? ''} ${part === 'headers' ? '-I' : ''} | sed 's/^/ /'; echo; echo .`,
  )
  .reduce((all, next) => sh`${all}\n${next}`)}`,
  parse: (stdout, questions) => {
    const lines = outputLines(stdout);
    let at = 0;
    const answers = questions.map(() => {
      const text: string[] = [];
      while (at < lines.length && lines[at] !== '.') text.push(lines[at++] ?? '');
      if (lines[at++] !== '.') throw new FactError('webText: the answer ends too early');
      const given = text.filter((line) => line.startsWith(' ')).map((line) => line.slice(1));
      return given.length === 0 ? undefined : given;
    });
    if (at !== lines.length) throw new FactError('webText: there is more output than was asked for');
    return answers;
  },
};
