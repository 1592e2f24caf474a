import { formatIpAddress, parseIpAddress, widthOf } from './ip-address.ts';
import type { IpAddress, IpFamily } from './ip-address.ts';

/** A network: the address is its first one. A single address has the full prefix. */
export interface IpRange {
  readonly first: IpAddress;
  readonly prefix: number;
}

/** `198.18.0.7`, `198.18.0.0/24`, `2001:db8::/32`. Bits beyond the prefix are cut off. Nothing for anything else. */
export function parseIpRange(text: string): IpRange | undefined {
  const [, address = '', prefixText] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const given = parseIpAddress(address);
  if (given === undefined) return undefined;
  const width = widthOf(given.family);
  const prefix = prefixText === undefined ? width : Number(prefixText);
  return prefix > width ? undefined : { first: startOf(given, prefix), prefix };
}

/** Always with the prefix, as the kernel prints it. */
export function formatIpRange({ first, prefix }: IpRange): string {
  return `${formatIpAddress(first)}/${prefix}`;
}

/** As people write it: a single address without prefix. */
export function showIpRange(range: IpRange): string {
  return range.prefix === widthOf(range.first.family) ? formatIpAddress(range.first) : formatIpRange(range);
}

export function everybody(family: IpFamily): IpRange {
  return { first: { family, bits: 0n }, prefix: 0 };
}

export function rangeContains({ first, prefix }: IpRange, address: IpAddress): boolean {
  return first.family === address.family && startOf(address, prefix).bits === first.bits;
}

function startOf({ family, bits }: IpAddress, prefix: number): IpAddress {
  const free = BigInt(widthOf(family) - prefix);
  return { family, bits: (bits >> free) << free };
}
