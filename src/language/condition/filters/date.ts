import { expectNumber, expectString } from '../../value/expect.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/**
 * Dates of a moment that is given, in UTC. There is no "now": a plan must give the same result as the run after it, and
 * a second run the same as the first.
 */
export const dateFilters: Readonly<Record<string, Operation>> = {
  strftime: operation(['second'], 1, (input, [second]) => format(expectString(input), dateOf(second))),
  epoch: operation([], 0, (input) => seconds(expectString(input))),
};

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function dateOf(second: unknown): Date {
  const date = new Date(expectNumber(second) * 1000);
  const year = date.getUTCFullYear();
  if (year >= 1 && year <= 9999) return date;
  throw new ValueError('the date is out of range');
}

/** The letters of C's `strftime` that mean the same in every language and zone. */
function format(text: string, date: Date): string {
  return text.replace(/%(.?)/gs, (written, letter: string) => {
    const part = parts.get(letter);
    if (part === undefined) {
      throw new ValueError(
        `"${written}" is not known`,
        `these are: ${[...parts.keys()].map((each) => `%${each}`).join(' ')}`,
      );
    }
    return part(date);
  });
}

const parts = new Map<string, (date: Date) => string>([
  ['Y', (date) => digits(date.getUTCFullYear(), 4)],
  ['y', (date) => digits(date.getUTCFullYear() % 100, 2)],
  ['m', (date) => digits(date.getUTCMonth() + 1, 2)],
  ['d', (date) => digits(date.getUTCDate(), 2)],
  ['e', (date) => String(date.getUTCDate()).padStart(2, ' ')],
  ['H', (date) => digits(date.getUTCHours(), 2)],
  ['I', (date) => digits(date.getUTCHours() % 12 || 12, 2)],
  ['p', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['M', (date) => digits(date.getUTCMinutes(), 2)],
  ['S', (date) => digits(date.getUTCSeconds(), 2)],
  ['j', (date) => digits(dayOfYear(date), 3)],
  ['a', (date) => (days[date.getUTCDay()] ?? '').slice(0, 3)],
  ['A', (date) => days[date.getUTCDay()] ?? ''],
  ['b', (date) => (months[date.getUTCMonth()] ?? '').slice(0, 3)],
  ['B', (date) => months[date.getUTCMonth()] ?? ''],
  ['u', (date) => String(date.getUTCDay() || 7)],
  ['w', (date) => String(date.getUTCDay())],
  ['F', (date) => format('%Y-%m-%d', date)],
  ['T', (date) => format('%H:%M:%S', date)],
  ['s', (date) => String(Math.floor(date.getTime() / 1000))],
  ['z', () => '+0000'],
  ['Z', () => 'UTC'],
  ['n', () => '\n'],
  ['t', () => '\t'],
  ['%', () => '%'],
]);

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

function seconds(text: string): number {
  const form = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:\d\d))?$/;
  const time = form.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(time)) throw new ValueError(`"${text}" is no date`, 'write 2026-11-27 or 2026-11-27T12:00:00Z');
  return time / 1000;
}
