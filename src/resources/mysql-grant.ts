import { defineResource } from '../definition.ts';
import { mysqlAccount } from '../facts/mysql-account.ts';
import { mysqlPrivileges } from '../facts/mysql-privileges.ts';
import type { PrivilegesKey, PrivilegesState } from '../facts/mysql-privileges.ts';
import type { FromServer } from '../facts/server-fact.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import type { Dialect } from '../sql/dialect.ts';
import { dialects } from '../sql/dialects.ts';
import { quoteAccount } from '../sql/quote-account.ts';
import { quoteName } from '../sql/quote-name.ts';
import { mysqlGrantArguments } from './mysql-grant/arguments.ts';
import { wantedGrant } from './mysql-grant/wanted.ts';
import type { WantedGrant } from './mysql-grant/wanted.ts';
import { tellServer } from './mysql/tell-server.ts';
import { valueOf } from './mysql/value-of.ts';
import { writableServer } from './mysql/writable-server.ts';

interface ObservedGrant {
  readonly privileges: FromServer<PrivilegesState>;
  readonly accountExists: boolean;
}

export const mysqlGrant = defineResource<WantedGrant, ObservedGrant>({
  kind: 'mysql_grant',
  schema: mysqlGrantArguments,
  wanted: wantedGrant,
  observe: async ({ key }, host) => {
    const [privileges, account] = await Promise.all([
      host.read(mysqlPrivileges, key),
      host.read(mysqlAccount, key.account),
    ]);
    return { privileges, accountExists: valueOf(account) !== undefined };
  },
  diff,
  steps,
});

function diff(wanted: WantedGrant, { privileges }: ObservedGrant): readonly Change[] {
  const found = valueOf(privileges);
  const { missing, surplus } = differences(wanted, privileges);
  const to = wanted.privileges === 'all' ? 'ALL' : wanted.privileges.join(', ');
  return [
    ...(missing.length + surplus.length === 0
      ? []
      : [{ attribute: 'privileges', from: found ? found.privileges.join(', ') : null, to }]),
    ...((found?.grantOption ?? false) === wanted.grantOption
      ? []
      : [{ attribute: 'grant_option', from: found?.grantOption ?? null, to: wanted.grantOption }]),
  ];
}

/** In the server's words. */
function differences(
  { privileges, key }: WantedGrant,
  observed: FromServer<PrivilegesState>,
): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const found = valueOf(observed)?.privileges ?? [];
  const words = observed.server === 'absent' ? undefined : dialects[observed.dialect].privileges;
  if (privileges === 'all') {
    const all = words?.all[levelOf(key)] ?? ['ALL'];
    return { missing: all.filter((name) => !found.includes(name)), surplus: [] };
  }
  const meant = privileges.map((name) => words?.aliases[name] ?? name);
  return {
    missing: meant.filter((name) => !found.includes(name)),
    surplus: found.filter((name) => !meant.includes(name)),
  };
}

function levelOf({ database, table }: PrivilegesKey): 'global' | 'database' | 'table' {
  return database === undefined ? 'global' : table === undefined ? 'database' : 'table';
}

/** @throws CannotConverge when there is no such account */
function steps(wanted: WantedGrant, observed: ObservedGrant, changes: readonly Change[]): readonly Step[] {
  const { key, on, replicate } = wanted;
  const dialect: Dialect = writableServer(observed.privileges, replicate);
  const shown = `${key.account.user}@${key.account.host}`;
  if (!observed.accountExists)
    throw new CannotConverge(`there is no account ${shown}; make it with "mysql_user" first`);
  const { missing, surplus } = differences(wanted, observed.privileges);
  const option = changes.some(({ attribute }) => attribute === 'grant_option');
  const account = quoteAccount(key.account);
  const place = placeName(key);
  const given = wanted.privileges === 'all' && missing.length > 0 ? ['ALL PRIVILEGES'] : missing;
  const revoked = [...surplus, ...(option && !wanted.grantOption ? ['GRANT OPTION'] : [])];
  const granted = given.length > 0 ? given : option && wanted.grantOption ? ['USAGE'] : [];
  const statements = [
    ...(granted.length > 0
      ? [`GRANT ${granted.join(', ')} ON ${place} TO ${account}${wanted.grantOption ? ' WITH GRANT OPTION' : ''}`]
      : []),
    ...(revoked.length > 0 ? [`REVOKE ${revoked.join(', ')} ON ${place} FROM ${account}`] : []),
  ];
  return [tellServer(`change what ${shown} may do on ${on}`, dialect, statements, { binlog: replicate })];
}

function placeName({ database, table }: PrivilegesKey): string {
  return `${database === undefined ? '*' : quoteName(database)}.${table === undefined ? '*' : quoteName(table)}`;
}
