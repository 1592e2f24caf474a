/** From 1 to 65535, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** `443`, `8000:8010` or `8000-8010`. Nothing for what is no port or runs backwards. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, from, to = from] = /^(\d{1,5})(?:[:-](\d{1,5}))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return first >= 1 && first <= last && last <= 65535 ? { first, last } : undefined;
}

/** As iptables and ufw write it: `443`, `8000:8010`. */
export function formatPortRange({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}:${last}`;
}

/** Sorted; overlapping ranges become one. */
export function mergePortRanges(ranges: readonly PortRange[]): readonly PortRange[] {
  const merged: PortRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const previous = merged.at(-1);
    if (previous === undefined || range.first > previous.last) merged.push(range);
    else merged[merged.length - 1] = { first: previous.first, last: Math.max(previous.last, range.last) };
  }
  return merged;
}

/** Groups that one rule of iptables or ufw can name: 15 numbers, of which a range takes two. */
export function chunkPortRanges(ranges: readonly PortRange[]): readonly (readonly PortRange[])[] {
  const chunks: PortRange[][] = [];
  let room = 0;
  for (const range of ranges) {
    const size = range.first === range.last ? 1 : 2;
    if (room < size) {
      chunks.push([]);
      room = 15;
    }
    chunks.at(-1)?.push(range);
    room -= size;
  }
  return chunks;
}
