import { Secret } from '../secret.ts';
import type { Account } from '../sql/quote-account.ts';
import { quoteAccount } from '../sql/quote-account.ts';
import { quoteText } from '../sql/quote-text.ts';
import { serverFact } from './server-fact.ts';

export interface AccountState {
  /** How it proves who it is; `several` where there is more than one way. */
  readonly plugin: string;
  /** What the server keeps of the password, in hex. */
  readonly kept: Secret;
  readonly tls: 'none' | 'required' | 'certificate' | 'particular';
  readonly locked: boolean;
}

/** The value is nothing for an account that does not exist. Source: the server's own tables, which only its root may read. */
export const mysqlAccount = serverFact<Account, AccountState | undefined>({
  name: 'mysqlAccount',
  identity: quoteAccount,
  question: ({ user, host }, tag, { accounts }) =>
    `SELECT ${tag}, ${accounts.columns} FROM ${accounts.table} WHERE BINARY User = ${quoteText(user)} AND Host = ${quoteText(host)}`,
  value: ([row]) => {
    if (row === undefined) return undefined;
    const [plugin, kept, tls, locked] = row;
    return {
      plugin: plugin ?? '',
      kept: new Secret(kept ?? ''),
      tls: kindsOfTls.get(tls ?? '') ?? 'none',
      locked: locked === '1' || locked === 'true',
    };
  },
});

const kindsOfTls = new Map([
  ['ANY', 'required'],
  ['X509', 'certificate'],
  ['SPECIFIED', 'particular'],
] as const) as ReadonlyMap<string, AccountState['tls']>;
