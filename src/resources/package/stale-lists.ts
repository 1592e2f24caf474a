import type { AptLists } from '../../facts/apt-lists.ts';

/** Why package lists have to be fetched anew; nothing when they are good. */
export function staleLists(lists: AptLists, maxAgeSeconds: number): string | undefined {
  const { ageSeconds, sourcesChanged } = lists;
  if (ageSeconds === undefined) return 'missing';
  if (sourcesChanged) return 'older than the repositories';
  return ageSeconds > maxAgeSeconds ? `${roughly(ageSeconds)} old` : undefined;
}

function roughly(seconds: number): string {
  const [size, unit] = units.find(([each]) => seconds >= 2 * each) ?? [1, 'seconds'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

const units = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
] as const;
