import { defineResource } from '../definition.ts';
import { fileContent } from '../facts/file-content.ts';
import type { FileContent } from '../facts/file-content.ts';
import { mysqlSetting } from '../facts/mysql-setting.ts';
import type { FromServer } from '../facts/server-fact.ts';
import { ArgumentError, CannotConverge } from '../resource.ts';
import type { Arguments, Change, Step } from '../resource.ts';
import { dialects } from '../sql/dialects.ts';
import type { Dialect } from '../sql/dialect.ts';
import { quoteName } from '../sql/quote-name.ts';
import { quoteText } from '../sql/quote-text.ts';
import { contentChange } from './content-change.ts';
import { fileText } from './file-text.ts';
import { editIni } from './ini-file/edit-ini.ts';
import { mysqlVariableArguments } from './mysql-variable/arguments.ts';
import { optionValue } from './mysql-variable/option-value.ts';
import { sameSetting } from './mysql-variable/same-setting.ts';
import { settingValue } from './mysql-variable/setting-value.ts';
import { answeringServer } from './mysql/answering-server.ts';
import { tellServer } from './mysql/tell-server.ts';
import { valueOf } from './mysql/value-of.ts';
import { readArguments } from './read-arguments.ts';

interface WantedVariable {
  readonly name: string;
  readonly value: string;
  readonly runtime: boolean;
  readonly persist: boolean;
  readonly file: string | undefined;
}

interface ObservedVariable {
  readonly setting: FromServer<string | undefined>;
  /** By their paths. */
  readonly files: ReadonlyMap<string, FileContent>;
}

export const mysqlVariable = defineResource<WantedVariable, ObservedVariable>({
  kind: 'mysql_variable',
  schema: mysqlVariableArguments,
  wanted,
  observe: async ({ name, persist, file }, host) => {
    // Which of the two it is comes with the same answer, so both of their files are read.
    const paths = persist ? (file === undefined ? Object.values(dialects).map(dropInOf) : [file]) : [];
    const [setting, ...contents] = await Promise.all([
      host.read(mysqlSetting, name),
      ...paths.map(async (path) => [path, await host.read(fileContent, path)] as const),
    ]);
    return { setting, files: new Map(contents) };
  },
  diff,
  steps,
  facts: ({ name }, { setting }) => ({ name, value: valueOf(setting) ?? null }),
});

function wanted(given: Arguments): WantedVariable {
  const args = readArguments(given, mysqlVariableArguments);
  const value = args.data('value');
  const text = typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : args.required('value');
  if (/[\n\r\0]/.test(text)) throw new ArgumentError('value', 'a value is one line');
  const [runtime, persist] = [args.flag('runtime') ?? true, args.flag('persist') ?? true];
  if (!runtime && !persist) throw new ArgumentError('persist', 'neither now nor at the next start: then for nothing');
  return { name: args.required('name'), value: text, runtime, persist, file: args.text('file') };
}

function dropInOf({ settingsDirectory }: Dialect): string {
  return `${settingsDirectory}/zz-rackwright.cnf`;
}

function diff(wanted: WantedVariable, observed: ObservedVariable): readonly Change[] {
  const now = valueOf(observed.setting);
  const file = fileAfter(wanted, observed);
  return [
    ...(wanted.runtime && (now === undefined || !sameSetting(now, wanted.value))
      ? [{ attribute: 'value', from: now ?? null, to: wanted.value }]
      : []),
    ...(file !== undefined && file.before !== file.after
      ? [contentChange(file.before === undefined ? undefined : encode(file.before), encode(file.after))]
      : []),
  ];
}

/** Nothing where it is not known yet which file that will be. */
function fileAfter(
  { name, value, persist, file }: WantedVariable,
  { setting, files }: ObservedVariable,
): { readonly path: string; readonly before: string | undefined; readonly after: string } | undefined {
  if (!persist || setting.server === 'absent') return undefined;
  const dialect = dialects[setting.dialect];
  const path = file ?? dropInOf(dialect);
  const before = fileText(path, files.get(path) ?? { type: 'absent' });
  const after = editIni(before ?? '# Kept by Rackwright: mysql_variable.\n', {
    section: dialect.settingsSection,
    option: name,
    present: true,
    values: [optionValue(value)],
    exclusive: true,
    separator: ' = ',
    ignoreSpaces: true,
    useRemarks: false,
  });
  return { path, before, after };
}

/** The server first: what it refuses must not wait in a file for the next start. */
function steps(wanted: WantedVariable, observed: ObservedVariable, changes: readonly Change[]): readonly Step[] {
  const { name, value, runtime } = wanted;
  const dialect = answeringServer(observed.setting);
  if (runtime && valueOf(observed.setting) === undefined)
    throw new CannotConverge(`${dialect.title} knows no variable ${name}`);
  const differs = new Set(changes.map(({ attribute }) => attribute));
  const setting = settingValue(value);
  const said = typeof setting === 'number' ? String(setting) : quoteText(setting);
  const file = fileAfter(wanted, observed);
  return [
    ...(differs.has('value')
      ? [tellServer(`set ${name} to ${value}`, dialect, [`SET GLOBAL ${quoteName(name)} = ${said}`], { binlog: true })]
      : []),
    ...(differs.has('content') && file
      ? [{ type: 'write' as const, path: file.path, content: encode(file.after) }]
      : []),
  ];
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
