/**
 * The rows that a client prints with `--batch`. Values lie between tabs; newline, tab, NUL and backslash are escaped in them. The word
 * NULL is taken for no value: where a text may be that word, ask for it in another form (`HEX(x)`). Hostile input gives odd rows, never
 * an error or unbounded work.
 */
export function rows(output: string): readonly (readonly (string | null)[])[] {
  const lines = output.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split('\t').map(valueOf));
}

function valueOf(field: string): string | null {
  if (field === 'NULL') return null;
  return field.includes('\\') ? field.replace(/\\([nt0\\])/g, (_, letter: string) => escapes.get(letter) ?? '') : field;
}

const escapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['0', '\0'],
  ['\\', '\\'],
]);
