import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { Scope } from '../../language/scope.ts';

/** What the inventory says of a database host, beside how one logs in. */
export interface MemberVariables {
  /** `mysql_address`: by which the others reach its server; nothing means as we reach the host. */
  readonly address: string | undefined;
  /** `mysql_port`. */
  readonly port: number;
  /** `mysql_fence_command`: program and words that cut the host from power and end with 0 when it surely has none. */
  readonly fence: readonly string[] | undefined;
}

/** @throws InputError */
export function memberVariables(scope: Scope): MemberVariables {
  const address = variable(scope, 'mysql_address');
  const port = variable(scope, 'mysql_port') ?? 3306;
  const fence = variable(scope, 'mysql_fence_command');
  if (address !== undefined && typeof address !== 'string') throw wrong('mysql_address', 'an address or a name');
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw wrong('mysql_port', 'a port');
  if (fence !== undefined && !isWords(fence)) throw wrong('mysql_fence_command', 'a list of a program and its words');
  return { address, port, fence };
}

/** Of the account by which replicas fetch. @throws InputError when the inventory does not say it */
export function replicationAccount(scope: Scope): { readonly user: string; readonly password: string } {
  const user = variable(scope, 'mysql_replication_user') ?? 'replication';
  const password = variable(scope, 'mysql_replication_password');
  if (typeof user !== 'string' || user === '') throw wrong('mysql_replication_user', 'a name');
  if (typeof password !== 'string' || password === '') throw wrong('mysql_replication_password', 'a password');
  return { user, password };
}

function variable(scope: Scope, name: string): unknown {
  return name in scope ? scope[name] : undefined;
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string');
}

function wrong(name: string, what: string): InputError {
  return new InputError([problem('bad-value', `the variable ${name} must be ${what}`, undefined)]);
}
