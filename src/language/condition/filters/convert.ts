import { expectInteger } from '../../value/expect.ts';
import { pythonText } from '../../value/python-text.ts';
import { typeName } from '../../value/type-name.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

export const convertFilters: Readonly<Record<string, Operation>> = {
  int: operation(['default', 'base'], 0, (input, [fallback = 0, base]) => toInteger(input, base) ?? fallback),
  float: operation(['default'], 0, (input, [fallback = 0]) => toFloat(input) ?? fallback),
  string: operation([], 0, (input) => pythonText(input)),
  bool: operation([], 0, (input) => toBoolean(input)),
  type_debug: operation([], 0, (input) => typeName(input).replace(/^an? /, '')),
};

/** Text that is no number becomes the default, as in Jinja; `'42.7'` becomes 42. */
function toInteger(value: unknown, base: unknown): number | undefined {
  if (typeof value === 'string' && base !== undefined && base !== 10) return inBase(value, expectInteger(base));
  const number = toFloat(value);
  return number === undefined || !Number.isFinite(number) ? undefined : Math.trunc(number);
}

function inBase(text: string, base: number): number | undefined {
  const digits = text.trim().replace(/^0[xob]/i, '');
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, base);
  const isNumber = digits !== '' && Array.from(digits.toLowerCase()).every((digit) => alphabet.includes(digit));
  return isNumber ? Number.parseInt(digits, base) : undefined;
}

function toFloat(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(/(?<=\d)_(?=\d)/g, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** Ansible's words for true; everything else is false. */
function toBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') return ['yes', 'on', '1', 'true'].includes(value.toLowerCase());
  return value === 1;
}
