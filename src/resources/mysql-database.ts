import { defineResource } from '../definition.ts';
import { mysqlDatabase as databaseState } from '../facts/mysql-database.ts';
import type { DatabaseState } from '../facts/mysql-database.ts';
import { mysqlTableCount } from '../facts/mysql-table-count.ts';
import type { FromServer } from '../facts/server-fact.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Arguments, Change, Step } from '../resource.ts';
import { quoteName } from '../sql/quote-name.ts';
import { mysqlDatabaseArguments } from './mysql-database/arguments.ts';
import { tellServer } from './mysql/tell-server.ts';
import { valueOf } from './mysql/value-of.ts';
import { writableServer } from './mysql/writable-server.ts';
import { readArguments } from './read-arguments.ts';

interface WantedDatabase {
  readonly name: string;
  readonly present: boolean;
  readonly encoding: string | undefined;
  readonly collation: string | undefined;
  readonly force: boolean;
  readonly replicate: boolean;
}

interface ObservedDatabase {
  readonly database: FromServer<DatabaseState | undefined>;
  /** Asked only before it goes. */
  readonly tables: number;
}

export const mysqlDatabase = defineResource<WantedDatabase, ObservedDatabase>({
  kind: 'mysql_database',
  aliases: ['mysql_db'],
  schema: mysqlDatabaseArguments,
  wanted,
  observe: async ({ name, present, force }, host) => {
    const [database, tables] = await Promise.all([
      host.read(databaseState, name),
      present || force ? undefined : host.read(mysqlTableCount, name),
    ]);
    return { database, tables: (tables && valueOf(tables)) ?? 0 };
  },
  diff,
  steps,
  facts: ({ name }) => ({ name }),
});

function wanted(given: Arguments): WantedDatabase {
  const args = readArguments(given, mysqlDatabaseArguments);
  const name = args.required('name');
  if (systemDatabases.has(name.toLowerCase())) throw new ArgumentError('name', `${name} belongs to the server itself`);
  return {
    name,
    present: args.text('state') !== 'absent',
    encoding: args.text('encoding'),
    collation: args.text('collation'),
    force: args.flag('force') ?? false,
    replicate: args.flag('replicate') ?? true,
  };
}

const systemDatabases: ReadonlySet<string> = new Set(['mysql', 'information_schema', 'performance_schema', 'sys']);

function diff({ present, encoding, collation }: WantedDatabase, { database }: ObservedDatabase): readonly Change[] {
  const found = valueOf(database);
  if (!present) return found === undefined ? [] : [{ attribute: 'state', from: 'present', to: 'absent' }];
  return [
    ...(found === undefined ? [{ attribute: 'state', from: 'absent', to: 'present' }] : []),
    ...difference('encoding', found?.encoding, encoding),
    ...difference('collation', found?.collation, collation),
  ];
}

function difference(attribute: string, from: string | undefined, to: string | undefined): readonly Change[] {
  return to === undefined || from === to ? [] : [{ attribute, from: from ?? null, to }];
}

/** @throws CannotConverge when it has tables and shall go */
function steps(wanted: WantedDatabase, { database, tables }: ObservedDatabase): readonly Step[] {
  const { name, present, encoding, collation, replicate } = wanted;
  const dialect = writableServer(database, replicate);
  if (!present && tables > 0)
    throw new CannotConverge(`the database ${name} has ${tables} tables; "force: true" drops them with it`);
  const words = [
    ...(encoding === undefined ? [] : [`CHARACTER SET ${encoding}`]),
    ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
  ].join(' ');
  const [verb, title] = present
    ? valueOf(database) === undefined
      ? [`CREATE DATABASE ${quoteName(name)} ${words}`, `create the database ${name}`]
      : [`ALTER DATABASE ${quoteName(name)} ${words}`, `change the database ${name}`]
    : [`DROP DATABASE ${quoteName(name)}`, `drop the database ${name}`];
  return [tellServer(title, dialect, [verb.trimEnd()], { binlog: replicate })];
}
