import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import { sshdConfigArguments } from './arguments.ts';

export interface WantedSshdConfig {
  readonly path: string;
  readonly present: boolean;
  /** As given, without doubles. */
  readonly keywords: readonly string[];
  /** One for each value; none with `state: absent`. */
  readonly lines: readonly SshdLine[];
  readonly reload: boolean;
}

export interface SshdLine {
  readonly keyword: string;
  readonly value: string;
}

export const mainConfig = '/etc/ssh/sshd_config';

/** @throws ArgumentError */
export function wantedSshdConfig(given: Arguments): WantedSshdConfig {
  const args = readArguments(given, sshdConfigArguments);
  const options = optionsOf(given['options'] ?? null);
  const present = args.text('state') !== 'absent';
  return {
    path: configPath(args.text('path') ?? '/etc/ssh/sshd_config.d/10-rackwright.conf'),
    present,
    keywords: options.map(([keyword]) => keyword),
    lines: present ? options.flatMap(([keyword, value]) => linesOf(keyword, value)) : [],
    reload: args.flag('reload') ?? true,
  };
}

function optionsOf(given: Data): readonly (readonly [string, Data])[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || given instanceof Uint8Array)
    throw new ArgumentError('options', '"options" must be a map of keywords');
  const entries = Object.entries(given);
  const seen = new Set<string>();
  for (const [keyword] of entries) {
    const key = keyword.toLowerCase();
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(keyword))
      throw new ArgumentError('options', `${JSON.stringify(keyword)} is no keyword of sshd`);
    if (key === 'match' || key === 'include')
      throw new ArgumentError(
        'options',
        `${keyword} is no option`,
        'use `copy` or `blockinfile` for Match and Include',
      );
    if (seen.has(key)) throw new ArgumentError('options', `${keyword} is there twice`);
    seen.add(key);
  }
  if (entries.length === 0) throw new ArgumentError('options', '"options" is empty');
  return entries;
}

function linesOf(keyword: string, value: Data): readonly SshdLine[] {
  const values: readonly Data[] = Array.isArray(value) ? (value as readonly Data[]) : [value];
  if (values.length === 0) throw new ArgumentError('options', `${keyword} has no value`);
  return values.map((each) => ({ keyword, value: textOf(keyword, each) }));
}

function textOf(keyword: string, value: Data): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (text !== '' && !/[\n\r\0]/.test(text)) return text;
  throw new ArgumentError('options', `${keyword} must have one line of text, a number, true or false`);
}

function configPath(given: string): string {
  const path = filePath('path', given);
  if (path === mainConfig || /^\/etc\/ssh\/sshd_config\.d\/[A-Za-z0-9_-][A-Za-z0-9_.-]*\.conf$/.test(path)) return path;
  throw new ArgumentError('path', `sshd does not read ${path}`, `${mainConfig}, or a NAME.conf in ${mainConfig}.d`);
}
