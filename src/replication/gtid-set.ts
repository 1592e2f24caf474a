import type { Order } from './gtid-list.ts';

/**
 * A set of transactions of MySQL: for each server (or server and tag) the numbers of its transactions, as sorted, disjoint ranges
 * with both ends in them. Source: https://dev.mysql.com/doc/refman/9.4/en/replication-gtids-concepts.html
 */
export type GtidSet = ReadonlyMap<string, readonly Range[]>;
type Range = readonly [first: bigint, last: bigint];

/** @throws RangeError when a server says something else than `UUID:1-5:7,UUID:1-9` */
export function parseGtidSet(text: string): GtidSet {
  const set = new Map<string, Range[]>();
  for (const part of text.replaceAll(/\s/g, '').split(',')) {
    if (part === '') continue;
    const [uuid = '', ...rest] = part.split(':');
    if (!/^[0-9a-fA-F-]{36}$/.test(uuid) || rest.length === 0) throw refused(part);
    let owner = uuid.toLowerCase();
    for (const word of rest) {
      const range = /^(\d{1,19})(?:-(\d{1,19}))?$/.exec(word);
      if (range === null) {
        if (!/^[a-z_][a-z0-9_]{0,31}$/i.test(word)) throw refused(part);
        owner = `${uuid.toLowerCase()}:${word.toLowerCase()}`;
      } else {
        const first = BigInt(range[1] ?? '0');
        const ranges = set.get(owner) ?? [];
        ranges.push([first, BigInt(range[2] ?? first)]);
        set.set(owner, ranges);
      }
    }
  }
  return new Map([...set].map(([owner, ranges]) => [owner, joined(ranges)]));
}

export function showGtidSet(set: GtidSet): string {
  return [...set]
    .map(([owner, ranges]) =>
      [owner, ...ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`))].join(':'),
    )
    .join(',');
}

export function unionOfGtidSets(one: GtidSet, other: GtidSet): GtidSet {
  const owners = new Set([...one.keys(), ...other.keys()]);
  return new Map([...owners].map((owner) => [owner, joined([...(one.get(owner) ?? []), ...(other.get(owner) ?? [])])]));
}

/** What `one` has and `other` does not. */
export function subtractGtidSets(one: GtidSet, other: GtidSet): GtidSet {
  const left = [...one].map(([owner, ranges]) => [owner, without(ranges, other.get(owner) ?? [])] as const);
  return new Map(left.filter(([, ranges]) => ranges.length > 0));
}

export function compareGtidSets(one: GtidSet, other: GtidSet): Order {
  const more = subtractGtidSets(one, other).size > 0;
  const less = subtractGtidSets(other, one).size > 0;
  if (more && less) return 'diverged';
  return more ? 'ahead' : less ? 'behind' : 'equal';
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const result: Range[] = [];
  for (const [first, last] of sorted) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1n) {
      result[result.length - 1] = [before[0], last > before[1] ? last : before[1]];
    } else result.push([first, last]);
  }
  return result;
}

function without(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  return others.reduce<readonly Range[]>(
    (left, [from, to]) =>
      left.flatMap(([first, last]): Range[] => {
        if (to < first || from > last) return [[first, last]];
        const parts: Range[] = [];
        if (first < from) parts.push([first, from - 1n]);
        if (last > to) parts.push([to + 1n, last]);
        return parts;
      }),
    ranges,
  );
}

function refused(part: string): RangeError {
  return new RangeError(`no GTID set of MySQL: ${JSON.stringify(part.slice(0, 80))}`);
}
