import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import { localeArguments } from './arguments.ts';

export interface WantedLocale {
  readonly names: readonly string[];
  readonly present: boolean;
  /** Variables by name. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** @throws ArgumentError */
export function wantedLocale(given: Arguments): WantedLocale {
  const args = readArguments(given, localeArguments);
  const names = (args.texts('name') ?? []).map((name) => localeName('name', name));
  const defaults = new Map(variables(given['default'] ?? null));
  const present = args.text('state') !== 'absent';
  const removed = present
    ? undefined
    : [...defaults.values()].find((value) => names.some((name) => localeKey(name) === localeKey(value)));
  if (removed !== undefined)
    throw new ArgumentError('default', `${removed} is to be removed and cannot be the default`);
  return { names: [...new Set(names)], present, defaults };
}

/** The same for all spellings of one locale: glibc compares character sets without case and punctuation. */
export function localeKey(name: string): string {
  return name.replace(/\.([^@]+)/, (_, charset: string) => `.${charset.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}

function variables(given: Data): readonly (readonly [string, string])[] {
  if (given === null) return [];
  if (typeof given === 'string') return [['LANG', localeName('default', given)]];
  if (typeof given !== 'object' || Array.isArray(given) || given instanceof Uint8Array)
    throw new ArgumentError('default', '"default" must be a locale or a map of variables');
  return Object.entries(given).map(([name, value]) => {
    if (!/^(?:LANG|LANGUAGE|LC_[A-Z]+)$/.test(name) || name === 'LC_ALL')
      throw new ArgumentError(
        'default',
        `${name} is no variable of a default locale`,
        'LANG, LANGUAGE and LC_TIME, LC_COLLATE, …',
      );
    if (typeof value !== 'string') throw new ArgumentError('default', `${name} must be text`);
    return [name, name === 'LANGUAGE' ? languages(value) : localeName('default', value)];
  });
}

function localeName(argument: string, name: string): string {
  if (/^[A-Za-z]{1,8}(?:_[A-Z]{2})?(?:\.[A-Za-z0-9-]+)?(?:@[a-z]+)?$/.test(name)) return name;
  throw new ArgumentError(argument, `${JSON.stringify(name)} is no name of a locale`, 'write it like de_DE.UTF-8');
}

function languages(list: string): string {
  if (/^[A-Za-z_@.-]+(?::[A-Za-z_@.-]+)*$/.test(list)) return list;
  throw new ArgumentError('default', `${JSON.stringify(list)} is no list of languages`, 'write it like de_DE:en');
}
