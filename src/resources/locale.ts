import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import { localeNames } from '../facts/locale-names.ts';
import type { LocaleNames } from '../facts/locale-names.ts';
import { CannotConverge } from '../resource.ts';
import type { Change, Step } from '../resource.ts';
import { sh } from '../shell.ts';
import { fileText } from './file-text.ts';
import { localeArguments } from './locale/arguments.ts';
import { editDefaults } from './locale/edit-defaults.ts';
import { editLocaleGen } from './locale/edit-locale-gen.ts';
import { localeKey, wantedLocale } from './locale/wanted.ts';
import type { WantedLocale } from './locale/wanted.ts';

interface ObservedLocale {
  readonly names: LocaleNames;
  /** Texts of /etc/locale.gen and of the file with the defaults; nothing when there is none. */
  readonly list: string | undefined;
  readonly defaultsPath: string;
  readonly defaults: string | undefined;
}

export const locale = defineResource<WantedLocale, ObservedLocale>({
  kind: 'locale',
  aliases: ['locale_gen'],
  schema: localeArguments,
  wanted: wantedLocale,
  observe,
  diff,
  steps,
});

async function observe(_: WantedLocale, host: FactReader): Promise<ObservedLocale> {
  const [names, list, debian, debianDefaults, otherDefaults] = await Promise.all([
    host.read(localeNames, null),
    host.read(fileContent, listPath),
    host.read(fileState, '/etc/debian_version'),
    host.read(fileContent, '/etc/default/locale'),
    host.read(fileContent, '/etc/locale.conf'),
  ]);
  const [defaultsPath, defaults] =
    debian.type === 'absent'
      ? (['/etc/locale.conf', otherDefaults] as const)
      : (['/etc/default/locale', debianDefaults] as const);
  return { names, list: fileText(listPath, list), defaultsPath, defaults: fileText(defaultsPath, defaults) };
}

const listPath = '/etc/locale.gen';

function diff(wanted: WantedLocale, observed: ObservedLocale): readonly Change[] {
  const { names, list, defaultsPath, defaults } = observed;
  const made = new Set(names.made.map(localeKey));
  return [
    ...(wanted.names.length === 0
      ? []
      : textChange(listPath, list, editLocaleGen(wanted, names.supported, list ?? ''))),
    ...wanted.names
      .filter((name) => made.has(localeKey(name)) !== wanted.present)
      .map((name) => ({
        attribute: name,
        ...(wanted.present ? { from: 'absent', to: 'present' } : { from: 'present', to: 'absent' }),
      })),
    ...textChange(defaultsPath, defaults, editDefaults(wanted.defaults, defaults ?? '')),
  ];
}

function textChange(attribute: string, from: string | undefined, to: string): readonly Change[] {
  return to === (from ?? '') ? [] : [{ attribute, from: from === undefined ? null : { text: from }, to: { text: to } }];
}

function steps(wanted: WantedLocale, observed: ObservedLocale, changes: readonly Change[]): readonly Step[] {
  const { names, list, defaultsPath, defaults } = observed;
  const differs = (attribute: string): boolean => changes.some((change) => change.attribute === attribute);
  const generates = differs(listPath) || wanted.names.some(differs);
  if (generates) refuseUnknown(wanted, names);
  refuseMissingDefaults(wanted, names);
  return [
    ...(differs(listPath) ? [write(listPath, editLocaleGen(wanted, names.supported, list ?? ''))] : []),
    ...(generates ? [generate] : []),
    ...(differs(defaultsPath) ? [write(defaultsPath, editDefaults(wanted.defaults, defaults ?? ''))] : []),
  ];
}

function refuseUnknown({ names, present }: WantedLocale, { canGenerate, supported }: LocaleNames): void {
  if (!canGenerate)
    throw new CannotConverge(
      'the host has no locale-gen; install the package "locales" first (Red Hat: glibc-langpack-XX)',
    );
  const known = new Set(supported.map((line) => localeKey(line.split(/\s/)[0] ?? '')));
  const unknown = names.find((name) => !known.has(localeKey(name)));
  if (present && unknown !== undefined)
    throw new CannotConverge(`/usr/share/i18n/SUPPORTED has no locale ${unknown}; check the name`);
}

/** A default that does not exist makes every program complain. */
function refuseMissingDefaults({ names, present, defaults }: WantedLocale, { made }: LocaleNames): void {
  const there = new Set([...made, ...(present ? names : []), 'C', 'POSIX', ''].map(localeKey));
  const missing = [...defaults].find(([name, value]) => name !== 'LANGUAGE' && !there.has(localeKey(value)));
  if (missing !== undefined)
    throw new CannotConverge(
      `${missing[0]} shall be ${missing[1]}, which is not made on the host; give it in "name", too`,
    );
}

function write(path: string, text: string): Step {
  return { type: 'write', path, content: new TextEncoder().encode(text) };
}

/** What it makes must be readable for everybody. */
const generate: Step = { type: 'run', title: 'make the locales', command: sh`umask 022; locale-gen >&2` };
