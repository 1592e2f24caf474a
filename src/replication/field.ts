import type { Row } from './row.ts';

/** @throws RangeError when the server did not say it */
export function fieldOf(row: Row | undefined, name: string): string {
  const value = row?.get(name);
  if (value === undefined || value === null) throw new RangeError(`the server does not say its ${name}`);
  return value;
}

/** @throws RangeError when it is no whole number that can be counted with */
export function numberOf(row: Row | undefined, name: string): number {
  const number = Number(fieldOf(row, name));
  if (!Number.isSafeInteger(number)) throw new RangeError(`the server's ${name} is no number`);
  return number;
}
