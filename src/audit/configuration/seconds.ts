/** `40`, `40s`, `1m`, `1500ms` in seconds, as nginx and php-fpm write them; NaN for anything else. */
export function seconds(text: string): number {
  const [, number, unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  if (number === undefined) return Number.NaN;
  return Number(number) * ({ ms: 0.001, s: 1, m: 60, h: 3600 }[unit] ?? 1);
}
