import { ArgumentError } from '../resource.ts';

/** Lines of a curl configuration, which `-K -` reads from standard input, so that nothing of it stands in the process list. */
export function curlConfig(lines: readonly (readonly [string, string | undefined])[]): string {
  return lines.map(([name, value]) => (value === undefined ? name : `${name} = "${quoted(value)}"`)).join('\n');
}

/** As curl's manual says of its configuration: these characters are escaped, all others stand for themselves. */
function quoted(value: string): string {
  if (value.includes('\0')) throw new ArgumentError('body', 'curl cannot take a NUL byte here');
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return value.replace(/[\\"\n\r\t]/g, (char) => escapes[char] ?? char);
}
