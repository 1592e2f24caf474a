/** A value as a server takes it in `SET GLOBAL`: what is a number to it becomes one, sizes (`64M`) and yes and no included. */
export function settingValue(text: string): string | number {
  const word = text.trim();
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)([KMGT]?)$/i.exec(word) ?? [];
  if (digits !== undefined) return Number(digits) * 1024 ** ' KMGT'.indexOf((unit ?? '').toUpperCase() || ' ');
  const lower = word.toLowerCase();
  return lower === 'true' || lower === 'on' || lower === 'yes'
    ? 'ON'
    : lower === 'false' || lower === 'off' || lower === 'no'
      ? 'OFF'
      : word;
}
