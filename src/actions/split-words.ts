import { ArgumentError } from '../resource.ts';

/**
 * Splits a command line into words as a shell would, with single quotes, double quotes and backslashes, but without
 * expanding anything.
 * @throws ArgumentError for a quote that is never closed
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const { text, end } = quoted(line, at, char);
      word = (word ?? '') + text;
      at = end;
    } else if (char === '\\' && at + 1 < line.length) {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else {
      word = (word ?? '') + char;
    }
  }
  return word === undefined ? words : [...words, word];
}

function quoted(line: string, start: number, quote: string): { readonly text: string; readonly end: number } {
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === quote) return { text, end: at };
    const escapes = quote === '"' && char === '\\' && /["\\$`]/.test(line.charAt(at + 1));
    if (escapes) at += 1;
    text += line.charAt(at);
  }
  throw new ArgumentError('cmd', `a ${quote} is never closed`);
}
