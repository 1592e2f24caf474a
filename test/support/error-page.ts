/** A page of docs/errors, taken apart: each round is some files and the command that is run where they are. */
export interface ErrorPage {
  readonly title: string;
  readonly meaning: string;
  readonly rounds: readonly Round[];
}

export interface Round {
  /** By name, as fenced blocks with a name behind the language give them. */
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** What the page says that it prints. */
  readonly printed: string;
}

export function readErrorPage(text: string): ErrorPage {
  const [heading = '', , meaning = ''] = text.split('\n');
  const rounds: Round[] = [];
  let files: Record<string, string> = {};
  for (const [, language = '', name = '', content = ''] of text.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)) {
    if (language !== 'console') {
      files[name] = content;
      continue;
    }
    const [command = '', ...printed] = content.split('\n');
    rounds.push({ files, words: command.replace('$ rackwright ', '').split(' '), printed: printed.join('\n') });
    files = {};
  }
  return { title: heading.replace('# ', ''), meaning, rounds };
}

/** The page with what its commands print now. */
export function withPrinted(text: string, printed: readonly string[]): string {
  let round = 0;
  return text.replace(/^```console\n(.*\n)[^]*?^```$/gm, (_, command: string) => {
    const now = printed[round++] ?? '';
    return `\`\`\`console\n${command}${now}\`\`\``;
  });
}
