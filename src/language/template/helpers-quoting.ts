import { sh } from '../../shell.ts';
import { expectString } from '../value/expect.ts';
import { textOf } from '../value/text-of.ts';
import { ValueError } from '../value/value-error.ts';
import type { Helper } from './helper.ts';
import { helper } from './helper.ts';

/** Each makes of any text what its reader takes for that very text; what the reader has no way to write is refused. */
export const quotingHelpers: Readonly<Record<string, Helper>> = {
  sh_quote: quoting('sh_quote', 'One word for a POSIX shell.', posix),
  nginx_quote: helper(
    '{{nginx_quote x}}, {{nginx_quote x dollar="dollar"}}',
    'A string of nginx. A `$` cannot be escaped there: name a variable that holds it, made with `geo $dollar { default "$"; }`.',
    [1, 1],
    ([text], { dollar }) => nginx(textOf(text), dollar),
    ['dollar'],
  ),
  ini_value: helper(
    '{{ini_value x}}, {{ini_value x interpolation=true}}',
    'A value of an INI file, where nothing can be quoted; with `interpolation=true` each `%` is doubled, as Python wants it.',
    [1, 1],
    ([text], { interpolation }) => ini(textOf(text), interpolation === true),
    ['interpolation'],
  ),
  sql_quote: quoting('sql_quote', 'A string of MySQL and MariaDB.', mysql),
  sql_name: quoting('sql_name', 'A name of a table, column or database of MySQL and MariaDB.', mysqlName),
  yaml_quote: quoting('yaml_quote', 'A text as a YAML scalar in one line.', yaml),
};

function quoting(name: string, says: string, quote: (text: string) => string): Helper {
  return helper(`{{${name} x}}`, says, [1, 1], ([value]) => quote(textOf(value)));
}

function posix(text: string): string {
  refuse(text, /\0/, 'a NUL byte');
  return sh`${text}`.text;
}

function nginx(text: string, dollar: unknown): string {
  refuse(text, /\0/, 'a NUL byte');
  const escaped = text.replace(/["\\]/g, String.raw`\$&`);
  if (!text.includes('$')) return `"${escaped}"`;
  if (dollar === undefined) {
    throw new ValueError('nginx takes "$" for a variable, and cannot escape it', '{{nginx_quote x dollar="dollar"}}');
  }
  const name = expectString(dollar);
  if (!/^\w+$/.test(name)) throw new ValueError(`"${name}" is no name of a variable`);
  return `"${escaped.replaceAll('$', () => `\${${name}}`)}"`;
}

function ini(text: string, interpolation: boolean): string {
  refuse(text, /[\0\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/, 'a line break or a NUL byte');
  refuse(text, /^\s|\s$|^\x1f|\x1f$/, 'white space at its start or end');
  return interpolation ? text.replaceAll('%', '%%') : text;
}

/** For connections in UTF-8, as long as `sql_mode` does not hold NO_BACKSLASH_ESCAPES. */
function mysql(text: string): string {
  refuse(text, /\0/, 'a NUL byte');
  const escapes = new Map([
    ['\n', String.raw`\n`],
    ['\r', String.raw`\r`],
    ['\x1a', String.raw`\Z`],
  ]);
  return `'${text.replace(/['\\\n\r\x1a]/g, (each) => escapes.get(each) ?? `\\${each}`)}'`;
}

/** MariaDB's own client makes one line end of `\r\n`, also within a name. */
function mysqlName(text: string): string {
  refuse(
    text,
    /[\0\r\u{10000}-\u{10ffff}]|^$|\s$/u,
    'a NUL byte, a carriage return, a character beyond U+FFFF, white space at its end, or nothing,',
  );
  return `\`${text.replaceAll('`', '``')}\``;
}

/** JSON, with what YAML does not take for printable escaped, too. */
function yaml(text: string): string {
  refuse(text, /\p{Surrogate}/u, 'half a character');
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function refuse(text: string, unwanted: RegExp, what: string): void {
  if (unwanted.test(text)) throw new ValueError(`the text has ${what} that cannot be written there`);
}
