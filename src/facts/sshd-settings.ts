import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh, verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** What sshd would do if it were started now with `options` before all files. */
export interface SshdQuestion {
  /** `KEYWORD=VALUE` as for `sshd -o`. */
  readonly options: readonly string[];
  /** `sshd -C`: the connection whose Match blocks count; nothing for none. */
  readonly connection?: string;
}

/** By keyword in lower case; values in sshd's own spelling, one for each line. */
export type SshdValues = ReadonlyMap<string, readonly string[]>;

export type SshdSettings =
  | { readonly type: 'settings'; readonly values: SshdValues }
  /** The host has no sshd. */
  | { readonly type: 'missing' }
  /** It would not start: the message says why. */
  | { readonly type: 'refused'; readonly message: string };

/** Source: `sshd -T`, which only root may ask because it reads the host keys. */
export const sshdSettings: FactKind<SshdQuestion, SshdSettings> = {
  name: 'sshdSettings',
  identity: ({ options, connection }) =>
    [...options, ...(connection === undefined ? [] : [`-C ${connection}`])].join('\n'),
  script: (questions) =>
    questions
      .map(({ options, connection }) => {
        const words = [
          ...options.flatMap((each) => ['-o', each]),
          ...(connection === undefined ? [] : ['-C', connection]),
        ];
        return sh`ask ${words}`;
      })
      .reduce((all, call) => sh`${all}\n${call}`, verbatim(ask)),
  parse,
};

/** sshd wants to be called by its whole name. */
const ask = `sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd)
ask() {
if [ -z "$sshd" ]; then echo missing
elif said=$("$sshd" -T "$@" 2>&1); then echo settings; printf '%s\\n' "$said" | sed 's/^/ /'
else echo refused; printf '%s\\n' "$said" | sed 's/^/ /'; fi
}`;

function parse(stdout: Buffer, questions: readonly SshdQuestion[]): readonly SshdSettings[] {
  const answers: { readonly head: string; readonly body: string[] }[] = [];
  for (const line of outputLines(stdout))
    if (line.startsWith(' ')) answers.at(-1)?.body.push(line.slice(1));
    else answers.push({ head: line, body: [] });
  if (answers.length !== questions.length)
    throw new FactError(`sshdSettings: ${answers.length} answers to ${questions.length} questions`);
  return answers.map(({ head, body }) => {
    if (head === 'missing') return { type: head };
    if (head === 'refused') return { type: head, message: body.join(' ').slice(0, 1000) };
    if (head === 'settings') return { type: head, values: valuesOf(body) };
    throw new FactError(`sshdSettings: unexpected line: ${head.slice(0, 200)}`);
  });
}

function valuesOf(lines: readonly string[]): SshdValues {
  const values = new Map<string, string[]>();
  for (const line of lines) {
    const [, keyword = '', value = ''] = /^([a-z0-9]+)(?: (.*))?$/.exec(line) ?? [];
    if (keyword !== '') values.set(keyword, [...(values.get(keyword) ?? []), value]);
  }
  return values;
}
