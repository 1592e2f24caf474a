/**
 * Splits `state=present name="a b"`, as Ansible does: quotes and `{{ }}` hold words together. With `text`, only the
 * arguments of commands are taken out; all else is the command's own text.
 */
export function splitFreeForm(
  line: string,
  options: { readonly text: boolean },
): { readonly text: string; readonly named: readonly (readonly [string, string])[] } {
  const named: (readonly [string, string])[] = [];
  const words: string[] = [];
  for (const word of wordsOf(line)) {
    const found = /^([A-Za-z_]\w*)=(.*)$/s.exec(word);
    const [, name = '', value = ''] = found ?? [];
    if (found && (!options.text || commandArguments.has(name))) named.push([name, unquoted(value)]);
    else words.push(word);
  }
  // A command's own white space matters; it is cut only where arguments were taken out.
  const text = named.length === 0 ? line.trim() : words.join(' ');
  return { text, named: options.text || words.length === 0 ? named : [...named, ['', words.join(' ')]] };
}

const commandArguments: ReadonlySet<string> = new Set(['creates', 'removes', 'chdir', 'executable', 'warn', 'stdin']);

function wordsOf(line: string): readonly string[] {
  return line.match(/(?:\{\{.*?\}\}|\{%.*?%\}|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'{]|\{)+/gs) ?? [];
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(value);
  return quoted ? (quoted[2] ?? '') : value;
}
