import { settingValue } from './setting-value.ts';

/** Whether a server that shows one of them has what the other one means: words are compared without their case. */
export function sameSetting(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a === b;
}

/** Some variables show yes and no as 1 and 0. */
function plain(text: string): string {
  const value = settingValue(text);
  if (value === 'ON') return '1';
  return value === 'OFF' ? '0' : String(value).toLowerCase();
}
