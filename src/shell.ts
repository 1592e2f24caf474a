/** Shell text whose every interpolated value has been quoted. Only {@link sh} and {@link joinCommands} make one. */
export interface Command {
  readonly text: string;
}

type Word = string | number | Command | readonly (string | number)[];

/**
 * The only place that quotes. Strings and numbers become one shell word, arrays several words, a {@link Command} is
 * embedded as it is. A `Secret` is refused at compile time and at run time: secrets travel on stdin.
 *
 * @example sh`chown ${owner} -- ${paths}`
 * @throws UnquotableText for a NUL byte, which no shell word can hold; TypeError for anything that is not a word
 */
export function sh(parts: TemplateStringsArray, ...words: readonly (Word & NotSecret)[]): Command {
  let text = parts[0] ?? '';
  words.forEach((word, index) => (text += asShell(word) + (parts[index + 1] ?? '')));
  return { text };
}

/** Shell text that a user or a constant of ours wrote, taken literally. Never give it a value from a host. */
export function verbatim(text: string): Command {
  if (text.includes('\0')) throw new UnquotableText('shell text cannot hold a NUL byte');
  return { text };
}

/** Runs one command after the other, stopping at the first that fails. */
export function joinCommands(commands: readonly Command[]): Command {
  return { text: commands.map((command) => `{ ${command.text}\n}`).join(' && ') };
}

/** Shell text cannot hold this. The text may come from a host, so this is a failure of one task and no bug. */
export class UnquotableText extends TypeError {
  override readonly name = 'UnquotableText';
}

type NotSecret = { readonly reveal?: never } | string | number;

function asShell(word: Word): string {
  if (typeof word === 'string' || typeof word === 'number') return quote(String(word));
  if (Array.isArray(word)) return word.map((part: string | number) => quote(String(part))).join(' ');
  if ('text' in word) return word.text;
  throw new TypeError('only words and commands can be put into shell text; secrets travel on stdin');
}

/** Single quotes protect every byte but NUL and themselves. Plain words stay readable. */
function quote(word: string): string {
  if (word.includes('\0')) throw new UnquotableText('a shell word cannot hold a NUL byte');
  return /^[A-Za-z0-9_/.,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
