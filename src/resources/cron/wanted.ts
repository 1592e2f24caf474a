import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { accountName } from '../account-name.ts';
import { filePath } from '../file-path.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { cronArguments } from './arguments.ts';

export interface WantedCron {
  readonly place: CronPlace;
  readonly entry: CronEntry;
  readonly present: boolean;
}

export type CronPlace =
  /** The user's own crontab; an empty name is the task's user. */
  { readonly type: 'crontab'; readonly user: string } | { readonly type: 'file'; readonly path: string };

export type CronEntry =
  | { readonly type: 'job'; readonly name: string; readonly line: string }
  | { readonly type: 'variable'; readonly name: string; readonly line: string };

/** @throws ArgumentError */
export function wantedCron(given: Arguments): WantedCron {
  const args = readArguments(given, cronArguments);
  const present = args.text('state') !== 'absent';
  const user = args.text('user');
  const file = args.text('cron_file');
  if (user !== undefined) accountName('user', user);
  const place: CronPlace =
    file === undefined ? { type: 'crontab', user: user ?? '' } : { type: 'file', path: cronFile(file) };
  const job = oneLine('job', args.text('job'));
  if (present && job === undefined) throw new ArgumentError('job', '"job" is missing');
  const entry =
    args.flag('env') === true ? variable(args, job ?? '') : jobEntry(args, job ?? '', place, user ?? 'root');
  return { place, entry, present };
}

function variable(args: ArgumentReader, value: string): CronEntry {
  const name = args.required('name');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new ArgumentError('name', `${JSON.stringify(name)} is no name of a variable`);
  return { type: 'variable', name, line: `${name}="${value}"` };
}

function jobEntry(args: ArgumentReader, job: string, place: CronPlace, user: string): CronEntry {
  const name = oneLine('name', args.required('name')) ?? '';
  const fields = fieldNames.map((field) => args.text(field));
  const special = args.text('special_time');
  if (special !== undefined && fields.some((each) => each !== undefined))
    throw new ArgumentError('special_time', '"special_time" stands instead of minute, hour, day, month and weekday');
  const time = special === undefined ? fields.map(timeField).join(' ') : `@${special}`;
  const who = place.type === 'file' ? `${user} ` : '';
  const line = `${time} ${who}${job}`;
  return { type: 'job', name, line: args.flag('disabled') === true ? `#${line}` : line };
}

const fieldNames = ['minute', 'hour', 'day', 'month', 'weekday'] as const;

/** crontab(1) looks closer; nothing looks at /etc/cron.d, where one bad line disables the whole file. */
function timeField(text: string | undefined, index: number): string {
  const name = fieldNames[index] ?? 'minute';
  const [low, high] = ranges[name];
  const value = text ?? '*';
  const parts = value.split(',').map((part) => /^(?:\*|~|(\w+)(?:[-~](\w+))?)(?:\/(\d+))?$/.exec(part));
  const inside = (word: string | undefined): boolean => {
    if (word === undefined) return true;
    return /^\d+$/.test(word)
      ? Number(word) >= low && Number(word) <= high
      : (words[name]?.includes(word.toLowerCase()) ?? false);
  };
  if (parts.every((part) => part !== null && inside(part[1]) && inside(part[2]) && part[3] !== '0')) return value;
  throw new ArgumentError(name, `${JSON.stringify(value)} is no time for "${name}" (${low}-${high})`);
}

const ranges = { minute: [0, 59], hour: [0, 23], day: [1, 31], month: [1, 12], weekday: [0, 7] } as const;

const words: Readonly<Partial<Record<(typeof fieldNames)[number], readonly string[]>>> = {
  month: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  weekday: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
};

function oneLine(argument: string, text: string | undefined): string | undefined {
  if (text === undefined || !/[\r\n]/.test(text)) return text;
  throw new ArgumentError(argument, `"${argument}" must be one line`, 'put longer jobs into a script');
}

function cronFile(given: string): string {
  const path = filePath('cron_file', given.includes('/') ? given : `/etc/cron.d/${given}`);
  if (!path.startsWith('/etc/cron.d/') || /^\/etc\/cron\.d\/[A-Za-z0-9_-]+$/.test(path)) return path;
  throw new ArgumentError(
    'cron_file',
    `cron does not read ${path}`,
    'names in /etc/cron.d have only letters, digits, "_" and "-"; above all no dots',
  );
}
