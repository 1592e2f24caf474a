import { UnquotableText } from '../shell.ts';

/**
 * A name of a database, table, column or variable. Source: "Identifier Names" of both manuals.
 *
 * @throws UnquotableText for what no name may hold: nothing at all, more than 64 characters, a NUL byte, characters beyond U+FFFF,
 *   white space at the end
 */
export function quoteName(name: string): string {
  if (!/^[\x01-\ud7ff\ue000-\uffff]{1,64}$/.test(name) || /\s$/.test(name))
    throw new UnquotableText('this cannot be a name in SQL');
  return `\`${name.replaceAll('`', '``')}\``;
}
