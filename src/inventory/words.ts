/** One word of a line, with the quotes taken off. */
export interface Word {
  readonly text: string;
  /** Offsets in the line; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** True when the text stands in the line character for character, without quotes and escapes. */
  readonly verbatim: boolean;
}

export interface Words {
  readonly words: readonly Word[];
  /** Where the comment begins, when there is one. */
  readonly commentStart: number | undefined;
  readonly error: { readonly message: string; readonly at: number } | undefined;
}

/**
 * Splits a line into words by the rules of Python's `shlex.split`, which Ansible uses for host lines and for
 * `ansible_ssh_args`: single quotes protect everything, double quotes let `\` escape only `"` and `\`. With a comment
 * character, a comment begins wherever it stands outside quotes, in the middle of a word too.
 */
export function splitWords(line: string, comment: '#' | undefined): Words {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (isSpace(line, at)) {
      at += 1;
      continue;
    }
    if (line[at] === comment) return { words, commentStart: at, error: undefined };
    const word = readWord(line, at, comment);
    if ('message' in word) return { words, commentStart: undefined, error: word };
    words.push(word);
    at = word.end;
  }
  return { words, commentStart: undefined, error: undefined };
}

function readWord(line: string, start: number, comment: string | undefined): Word | { message: string; at: number } {
  let text = '';
  let quote: string | undefined;
  let quoteStart = start;
  let at = start;
  for (; at < line.length; at += 1) {
    const letter = line.charAt(at);
    if (letter === '\\' && quote !== "'") {
      const next = line[at + 1];
      if (next === undefined) return { message: 'a backslash at the end of the line escapes nothing', at };
      text += quote === undefined || next === quote || next === '\\' ? next : letter + next;
      at += 1;
    } else if (letter === quote) quote = undefined;
    else if (quote !== undefined) text += letter;
    else if (isSpace(line, at) || letter === comment) break;
    else if (letter === '"' || letter === "'") [quote, quoteStart] = [letter, at];
    else text += letter;
  }
  if (quote !== undefined) return { message: 'a quote is not closed', at: quoteStart };
  return { text, start, end: at, verbatim: text === line.slice(start, at) };
}

function isSpace(line: string, at: number): boolean {
  return ' \t\r\n'.includes(line.charAt(at));
}
