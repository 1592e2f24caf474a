import { ArgumentError } from '../../resource.ts';

/**
 * The day on which an account expires, in days since 1970: from a date, or from seconds since 1970 as Ansible takes them; a negative number
 * is never.
 * @throws ArgumentError
 */
export function expiryDay(argument: string, text: string): number | 'never' {
  if (/^-\d+(?:\.\d+)?$/.test(text)) return 'never';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.floor(Number(text) / secondsPerDay);
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A day that the month has not is moved into the next one by some parsers and refused by others.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(text))
    throw new ArgumentError(argument, `${JSON.stringify(text)} is no date`, 'write it like 2027-12-31');
  return milliseconds / 1000 / secondsPerDay;
}

const secondsPerDay = 86_400;

/** `2027-12-31`, or `never`. */
export function readableDay(day: number | 'never' | undefined): string {
  if (day === undefined || day === 'never') return 'never';
  const date = new Date(day * secondsPerDay * 1000);
  return Number.isNaN(date.getTime()) ? `day ${day}` : date.toISOString().slice(0, 10);
}
