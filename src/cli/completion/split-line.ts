/** A line of a shell in words, as far as completion needs it: quotes and backslashes are taken off. The last one may be empty. */
export function splitLine(line: string): readonly string[] {
  const words: string[] = [''];
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    const add = (text: string): void => void words.push((words.pop() ?? '') + text);
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else add(character);
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '\\') add(line[(at += 1)] ?? '');
    else if (!/\s/.test(character)) add(character);
    else if (words.at(-1) !== '') words.push('');
  }
  return words;
}
