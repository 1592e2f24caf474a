import { defineResource } from '../definition.ts';
import { mysqlAccount } from '../facts/mysql-account.ts';
import type { AccountState } from '../facts/mysql-account.ts';
import type { FromServer } from '../facts/server-fact.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import type { Dialect } from '../sql/dialect.ts';
import { quoteAccount } from '../sql/quote-account.ts';
import { mysqlUserArguments } from './mysql-user/arguments.ts';
import { accountChanges } from './mysql-user/diff.ts';
import { wantedAccount } from './mysql-user/wanted.ts';
import type { WantedAccount } from './mysql-user/wanted.ts';
import { tellServer } from './mysql/tell-server.ts';
import { valueOf } from './mysql/value-of.ts';
import { writableServer } from './mysql/writable-server.ts';

export const mysqlUser = defineResource<WantedAccount, FromServer<AccountState | undefined>>({
  kind: 'mysql_user',
  schema: mysqlUserArguments,
  wanted: wantedAccount,
  observe: ({ account }, host) => host.read(mysqlAccount, account),
  diff: accountChanges,
  steps,
  facts: ({ account }) => ({ name: account.user, host: account.host }),
});

/** @throws CannotConverge for a new account that nobody could log in with, or anybody */
function steps(
  wanted: WantedAccount,
  observed: FromServer<AccountState | undefined>,
  changes: readonly Change[],
): readonly Step[] {
  const { account, present, replicate } = wanted;
  const dialect = writableServer(observed, replicate);
  const name = quoteAccount(account);
  const shown = `${account.user}@${account.host}`;
  const tell = (title: string, statement: string): readonly Step[] => [
    tellServer(title, dialect, [statement], { binlog: replicate }),
  ];
  if (!present) return tell(`drop the account ${shown}`, `DROP USER ${name}`);
  const words = accountWords(wanted, dialect, new Set(changes.map(({ attribute }) => attribute)));
  if (valueOf(observed) !== undefined) return tell(`change the account ${shown}`, `ALTER USER ${name} ${words}`);
  if (wanted.password === undefined && !wanted.socket)
    throw new CannotConverge(`the account ${shown} does not exist, and cannot be made without "password" or "socket"`);
  return tell(`create the account ${shown}`, `CREATE USER ${name} ${words}`);
}

function accountWords(
  { password, tls, locked }: WantedAccount,
  dialect: Dialect,
  differs: ReadonlySet<string>,
): string {
  const { byPassword, bySocket } = dialect.accounts;
  return [
    ...(differs.has('password') && password ? [byPassword(password)] : []),
    ...(differs.has('socket') ? [bySocket] : []),
    ...(differs.has('tls') && tls ? [`REQUIRE ${requirements[tls]}`] : []),
    ...(differs.has('locked') ? [`ACCOUNT ${locked === true ? 'LOCK' : 'UNLOCK'}`] : []),
  ].join(' ');
}

const requirements = { none: 'NONE', required: 'SSL', certificate: 'X509' } as const;
