import type { AccountState } from '../../facts/mysql-account.ts';
import type { FromServer } from '../../facts/server-fact.ts';
import type { Change, ChangeValue } from '../../resource.ts';
import { dialects } from '../../sql/dialects.ts';
import { passwordMatches } from '../../sql/password-matches.ts';
import { valueOf } from '../mysql/value-of.ts';
import type { WantedAccount } from './wanted.ts';

export function accountChanges(
  wanted: WantedAccount,
  observed: FromServer<AccountState | undefined>,
): readonly Change[] {
  const found = valueOf(observed);
  if (!wanted.present) return found === undefined ? [] : [{ attribute: 'state', from: 'present', to: 'absent' }];
  return [
    ...(found === undefined ? [{ attribute: 'state', from: 'absent', to: 'present' }] : []),
    ...socketChange(wanted, observed),
    ...passwordChange(wanted, found),
    ...difference('tls', found?.tls, wanted.tls, 'none'),
    ...difference('locked', found?.locked, wanted.locked, false),
  ];
}

/** A new account has what is usual without being told. */
function difference(
  attribute: string,
  from: ChangeValue | undefined,
  to: ChangeValue | undefined,
  usual: ChangeValue,
): readonly Change[] {
  return to === undefined || (from ?? usual) === to ? [] : [{ attribute, from: from ?? null, to }];
}

function socketChange({ socket }: WantedAccount, observed: FromServer<AccountState | undefined>): readonly Change[] {
  if (!socket) return [];
  const { plugin } = valueOf(observed) ?? {};
  const names = observed.server === 'up' ? [dialects[observed.dialect].accounts.socketPlugin] : [];
  return plugin !== undefined && names.includes(plugin)
    ? []
    : [{ attribute: 'socket', from: plugin ?? null, to: true }];
}

function passwordChange(
  { password, updatePassword }: WantedAccount,
  found: AccountState | undefined,
): readonly Change[] {
  if (password === undefined || (found !== undefined && updatePassword === 'on_create')) return [];
  if (found !== undefined && passwordMatches(found.plugin, found.kept, password)) return [];
  return [{ attribute: 'password', from: found ? 'another' : null, to: 'as given', sensitive: true }];
}
