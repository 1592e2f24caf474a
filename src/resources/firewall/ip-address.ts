import { isIP } from 'node:net';

export type IpFamily = 'ipv4' | 'ipv6';

export const ipFamilies: readonly IpFamily[] = ['ipv4', 'ipv6'];

export interface IpAddress {
  readonly family: IpFamily;
  /** 32 or 128 bits. */
  readonly bits: bigint;
}

export function widthOf(family: IpFamily): number {
  return family === 'ipv4' ? 32 : 128;
}

/** Nothing for what is no address. Zones (`%eth0`) are refused. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.includes('%')) return undefined;
  switch (isIP(text)) {
    case 4:
      return { family: 'ipv4', bits: fromOctets(text) };
    case 6:
      return { family: 'ipv6', bits: fromGroups(text) };
    default:
      return undefined;
  }
}

/** As RFC 5952 writes it: `2001:db8::1`. */
export function formatIpAddress({ family, bits }: IpAddress): string {
  if (family === 'ipv4') return parts(bits, 4, 8).join('.');
  const groups = parts(bits, 8, 16).map((group) => group.toString(16));
  const zeros = longestZeroRun(groups);
  if (zeros.length < 2) return groups.join(':');
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

function fromOctets(text: string): bigint {
  return text.split('.').reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

function fromGroups(text: string): bigint {
  const dotted = /[^:]+\.[^:]+$/.exec(text)?.[0];
  const plain = dotted === undefined ? text : text.replace(dotted, hexGroups(fromOctets(dotted)));
  const [head = '', tail] = plain.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const between = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function hexGroups(bits: bigint): string {
  return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

function parts(bits: bigint, count: number, width: number): readonly number[] {
  const mask = (1n << BigInt(width)) - 1n;
  return Array.from({ length: count }, (_, index) => Number((bits >> BigInt(width * (count - 1 - index))) & mask));
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== '0') start = index + 1;
    else if (index - start + 1 > best.length) best = { start, length: index - start + 1 };
  });
  return best;
}
