import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { Secret } from '../../secret.ts';
import type { Account } from '../../sql/quote-account.ts';
import { readArguments } from '../read-arguments.ts';
import { mysqlUserArguments } from './arguments.ts';

/** What is `undefined` is left as it is. */
export interface WantedAccount {
  readonly account: Account;
  readonly present: boolean;
  readonly password: Secret | undefined;
  readonly updatePassword: 'always' | 'on_create';
  readonly socket: boolean;
  readonly tls: 'none' | 'required' | 'certificate' | undefined;
  readonly locked: boolean | undefined;
  readonly replicate: boolean;
}

/** @throws ArgumentError */
export function wantedAccount(given: Arguments): WantedAccount {
  const args = readArguments(given, mysqlUserArguments);
  const password = args.text('password');
  const socket = args.flag('socket') ?? false;
  const present = args.text('state') !== 'absent';
  if (socket && password !== undefined) throw new ArgumentError('socket', '"socket" and "password" exclude each other');
  const user = args.required('name');
  if (present && user === '') throw new ArgumentError('name', 'an account for anybody is not made');
  return {
    account: { user, host: args.text('host') ?? 'localhost' },
    present,
    password: password === undefined ? undefined : new Secret(password),
    updatePassword: args.text('update_password') === 'on_create' ? 'on_create' : 'always',
    socket,
    tls: args.text('tls') as WantedAccount['tls'],
    locked: args.flag('locked'),
    replicate: args.flag('replicate') ?? true,
  };
}
