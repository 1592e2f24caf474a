import { FactError } from '../fact.ts';
import type { Account } from '../sql/quote-account.ts';
import { quoteAccount } from '../sql/quote-account.ts';
import { quoteText } from '../sql/quote-text.ts';
import { serverFact } from './server-fact.ts';

/** What an account may do in one place. */
export interface PrivilegesKey {
  readonly account: Account;
  /** Nothing: everywhere. */
  readonly database?: string;
  /** Nothing: in all tables. */
  readonly table?: string;
}

export interface PrivilegesState {
  /** In the server's words, sorted, without USAGE. */
  readonly privileges: readonly string[];
  /** It may give them to others. */
  readonly grantOption: boolean;
}

/**
 * What was granted for exactly this place; what a wider place gives is not looked at, and neither are columns. A database's name is the very
 * pattern that was granted (`my\_app`).
 */
export const mysqlPrivileges = serverFact<PrivilegesKey, PrivilegesState>({
  name: 'mysqlPrivileges',
  identity: ({ account, database, table }) => JSON.stringify([quoteAccount(account), database, table]),
  question: ({ account: { user, host }, database, table }, tag) => {
    const of = (source: string): string =>
      `SELECT ${tag}, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.${source} WHERE GRANTEE = ${quoteText(`'${user}'@'${host}'`)}`;
    if (database === undefined) return of('USER_PRIVILEGES');
    const inDatabase = `AND TABLE_SCHEMA = ${quoteText(database)}`;
    return table === undefined
      ? `${of('SCHEMA_PRIVILEGES')} ${inDatabase}`
      : `${of('TABLE_PRIVILEGES')} ${inDatabase} AND TABLE_NAME = ${quoteText(table)}`;
  },
  value: (rows) => ({
    privileges: rows
      .map(([privilege]) => nameOf(privilege))
      .filter((privilege) => privilege !== 'USAGE')
      .sort(),
    grantOption: rows.some(([, grantable]) => grantable === 'YES'),
  }),
});

/** It becomes part of statements, so it must not be anything else. */
function nameOf(privilege: string | null | undefined): string {
  if (typeof privilege !== 'string' || !/^[A-Z][A-Z_ ]{0,63}$/.test(privilege))
    throw new FactError('mysqlPrivileges: this is no name of a privilege');
  return privilege;
}
