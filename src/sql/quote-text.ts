import { UnquotableText } from '../shell.ts';

/**
 * A string of SQL that means `text` in a session of {@link clientCommand}, which takes backslashes for escapes. Quotes are doubled
 * instead of escaped: where `sql_mode` holds NO_BACKSLASH_ESCAPES backslashes come out twice, but no text ends its literal early.
 *
 * @throws UnquotableText for a NUL byte or half a character: clients and servers do not agree on them
 */
export function quoteText(text: string): string {
  if (text.includes('\0')) throw new UnquotableText('a string of SQL cannot hold a NUL byte');
  if (/\p{Surrogate}/u.test(text)) throw new UnquotableText('a string of SQL cannot hold half a character');
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
