import { quoteText } from './quote-text.ts';

/** Whom a server knows: a name and where it may come from. `%` is anywhere. */
export interface Account {
  readonly user: string;
  readonly host: string;
}

/** `'app'@'198.18.0.%'`. @throws UnquotableText as {@link quoteText} does */
export function quoteAccount({ user, host }: Account): string {
  return `${quoteText(user)}@${quoteText(host)}`;
}
