import { ArgumentError } from '../../resource.ts';
import type { ArgumentReader } from '../read-arguments.ts';

/** What an INI file shall hold. */
export interface WantedIni {
  /** Nothing: the lines before the first section. */
  readonly section: string | undefined;
  /** Nothing: the section as a whole. */
  readonly option: string | undefined;
  readonly present: boolean;
  /** In their order; an `undefined` stands for an option without a value. */
  readonly values: readonly (string | undefined)[];
  readonly exclusive: boolean;
  /** What stands between name and value. */
  readonly separator: string;
  readonly ignoreSpaces: boolean;
  readonly useRemarks: boolean;
}

/** @throws ArgumentError */
export function wantedIni(args: ArgumentReader): WantedIni {
  const present = args.text('state') !== 'absent';
  const section = name('section', args.text('section'), /[[\]\r\n\0]/);
  const option = name('option', args.text('option'), /[=\r\n\0]|^\s*[[#;]/);
  if (section === undefined && option === undefined)
    throw new ArgumentError('section', 'neither "section" nor "option" is given');
  const value = args.text('value');
  const list = args.texts('values');
  if (value !== undefined && list !== undefined)
    throw new ArgumentError('values', '"value" and "values" exclude each other');
  const values = list ?? (value === undefined ? [] : [value]);
  if (values.some((each) => /[\r\n\0]/.test(each)))
    throw new ArgumentError('value', 'a value cannot hold line breaks', 'use blockinfile for several lines');
  const bare = present && option !== undefined && values.length === 0;
  if (bare && args.flag('allow_no_value') !== true)
    throw new ArgumentError('value', '"value" is missing', '`allow_no_value: true` keeps an option without one');
  return {
    section,
    option,
    present,
    values: bare ? [undefined] : [...new Set(values.map((each) => each.trim()))],
    exclusive: args.flag('exclusive') ?? true,
    separator: args.flag('no_extra_spaces') === true ? '=' : ' = ',
    ignoreSpaces: args.flag('ignore_spaces') ?? true,
    useRemarks: args.flag('modify_inactive_option') ?? true,
  };
}

function name(argument: string, text: string | undefined, forbidden: RegExp): string | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  if (forbidden.test(trimmed))
    throw new ArgumentError(argument, `${JSON.stringify(trimmed)} is no name of an INI file`);
  return trimmed;
}
