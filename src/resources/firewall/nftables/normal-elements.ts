import { formatIpAddress, parseIpAddress, widthOf } from '../ip-address.ts';
import type { IpAddress, IpFamily } from '../ip-address.ts';
import { formatIpRange, parseIpRange } from '../ip-range.ts';

/**
 * The elements of a set in one order, neighbours as one, as the kernel merges them: ports and addresses. What holds anything
 * else is left as it is.
 */
export function normalElements(elements: readonly string[]): readonly string[] {
  const intervals = elements.map((each) => parseInterval(each));
  if (!intervals.every((each) => each !== undefined)) return elements;
  const kinds = new Set(intervals.map(({ kind }) => kind));
  if (kinds.size !== 1) return elements;
  return merged(intervals).map(formatInterval);
}

interface Interval {
  readonly kind: IpFamily | 'number';
  readonly first: bigint;
  /** Inclusive. */
  readonly last: bigint;
}

/** `22`, `8000-8010`, `198.18.0.7`, `2001:db8::/32`, `198.18.0.1-198.18.0.3` */
function parseInterval(text: string): Interval | undefined {
  if (/^\d{1,10}(-\d{1,10})?$/.test(text)) {
    const [first = '', last = first] = text.split('-');
    return { kind: 'number', first: BigInt(first), last: BigInt(last) };
  }
  const range = parseIpRange(text);
  if (range !== undefined) {
    const { family, bits } = range.first;
    const free = BigInt(widthOf(family) - range.prefix);
    return { kind: family, first: bits, last: bits + (1n << free) - 1n };
  }
  const [from, to] = text.split('-').map((each): IpAddress | undefined => parseIpAddress(each));
  if (from === undefined || to === undefined || from.family !== to.family) return undefined;
  return { kind: from.family, first: from.bits, last: to.bits };
}

function merged(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const each of [...intervals].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const previous = result.at(-1);
    if (previous === undefined || each.first > previous.last + 1n) result.push(each);
    else result[result.length - 1] = { ...previous, last: each.last > previous.last ? each.last : previous.last };
  }
  return result;
}

function formatInterval({ kind, first, last }: Interval): string {
  if (kind === 'number') return first === last ? String(first) : `${first}-${last}`;
  const from = { family: kind, bits: first };
  if (first === last) return formatIpAddress(from);
  const size = last - first + 1n;
  const free = size.toString(2).length - 1;
  const aligned = size === 1n << BigInt(free) && (first >> BigInt(free)) << BigInt(free) === first;
  if (aligned) return formatIpRange({ first: from, prefix: widthOf(kind) - free });
  return `${formatIpAddress(from)}-${formatIpAddress({ family: kind, bits: last })}`;
}
