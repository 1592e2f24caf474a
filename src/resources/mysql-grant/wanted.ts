import type { PrivilegesKey } from '../../facts/mysql-privileges.ts';
import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import { mysqlGrantArguments } from './arguments.ts';

export interface WantedGrant {
  readonly key: PrivilegesKey;
  /** As it was written. */
  readonly on: string;
  /** In capitals, in the user's words. */
  readonly privileges: readonly string[] | 'all';
  readonly grantOption: boolean;
  readonly replicate: boolean;
}

/** @throws ArgumentError */
export function wantedGrant(given: Arguments): WantedGrant {
  const args = readArguments(given, mysqlGrantArguments);
  const on = args.required('on');
  const present = args.text('state') !== 'absent';
  const names = args.texts('privileges')?.flatMap((text) => text.split(',')) ?? [];
  if (present && names.length === 0)
    throw new ArgumentError('privileges', '"privileges" is missing', 'USAGE stands for none');
  return {
    key: { account: { user: args.required('user'), host: args.text('host') ?? 'localhost' }, ...placeOf(on) },
    on,
    privileges: present ? privilegesOf(names) : [],
    grantOption: present && (args.flag('grant_option') ?? false),
    replicate: args.flag('replicate') ?? true,
  };
}

function placeOf(on: string): Pick<PrivilegesKey, 'database' | 'table'> {
  if (on === '*.*') return {};
  const [database = '', table = ''] = on.split('.', 2);
  if (database === '*') throw new ArgumentError('on', 'a table of all databases is no place');
  // A name that stands before a table is no pattern.
  return table === '*' ? { database: database.replace(/[_%\\]/g, String.raw`\$&`) } : { database, table };
}

function privilegesOf(names: readonly string[]): WantedGrant['privileges'] {
  const all = names.map((name) => name.trim().toUpperCase().replace(/\s+/g, ' '));
  if (all.some((name) => name === 'ALL' || name === 'ALL PRIVILEGES')) {
    if (all.length > 1) throw new ArgumentError('privileges', '"ALL" stands alone');
    return 'all';
  }
  return [...new Set(all)].filter((name) => name !== 'USAGE').sort();
}
