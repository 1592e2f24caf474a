/**
 * What the file with the defaults shall hold: `NAME=VALUE` lines, of which the last one counts. A line that is right keeps its form
 * (quotes), and other variables are left alone.
 */
export function editDefaults(wanted: ReadonlyMap<string, string>, text: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const edited = [...wanted].reduce<readonly string[]>((all, [name, value]) => setVariable(all, name, value), lines);
  return edited.join('\n') === lines.join('\n') ? text : `${edited.join('\n')}\n`;
}

function setVariable(lines: readonly string[], name: string, value: string): readonly string[] {
  const last = lines.findLastIndex((line) => assigned(line, name) !== undefined);
  if (last === -1) return [...lines, `${name}=${value}`];
  return lines.map((line, index) => (index === last && assigned(line, name) !== value ? `${name}=${value}` : line));
}

function assigned(line: string, name: string): string | undefined {
  const [, key, value] = /^\s*([A-Z_]+)=\s*("[^"]*"|'[^']*'|\S*)\s*$/.exec(line) ?? [];
  return key === name && value !== undefined ? value.replace(/^["']|["']$/g, '') : undefined;
}
