/** An IPv4 address as a number from 0 to 2³²−1, or nothing when the text is not one in dotted decimal form. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
}

/** A block of addresses: `first` is the network's own address, `last` its broadcast address. */
export interface Ipv4Block {
  readonly first: number;
  readonly last: number;
}

/** `198.18.10.0/24`; nothing when it is not CIDR or has host bits set. */
export function parseIpv4Block(cidr: string): Ipv4Block | undefined {
  const [base = '', length = '', ...rest] = cidr.split('/');
  const first = parseIpv4(base);
  if (first === undefined || rest.length > 0 || !/^\d{1,2}$/.test(length) || Number(length) > 32) return undefined;
  const size = 2 ** (32 - Number(length));
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}
