import type { IpFamily } from './ip-address.ts';
import type { IpRange } from './ip-range.ts';
import { everybody } from './ip-range.ts';
import type { Policy } from './policy.ts';

/**
 * The types of ICMP that are accepted. ICMPv6 errors, neighbour discovery and multicast listener discovery are no
 * choice (RFC 4890, 4.4.1): without them a host loses its neighbours and its path MTU.
 */
export function acceptedIcmpTypes(family: IpFamily, icmp: Policy['icmp']): readonly number[] {
  const { always, wanted } = icmpTypes[family];
  return icmp === 'accept' ? [...always, ...wanted] : always;
}

/** How a DHCP server answers its client: it knows no connection, since the request went to everybody. */
export const dhcpReplies: Readonly<Record<IpFamily, DhcpReplies>> = {
  ipv4: { from: everybody('ipv4'), serverPort: 67, clientPort: 68 },
  ipv6: { from: { first: { family: 'ipv6', bits: 0xfe80n << 112n }, prefix: 10 }, serverPort: 547, clientPort: 546 },
};

export interface DhcpReplies {
  readonly from: IpRange;
  readonly serverPort: number;
  readonly clientPort: number;
}

const icmpTypes: Readonly<
  Record<IpFamily, { readonly always: readonly number[]; readonly wanted: readonly number[] }>
> = {
  // 3 unreachable (path MTU too), 11 time exceeded, 12 parameter problem; 8 echo request
  ipv4: { always: [], wanted: [3, 11, 12, 8] },
  // 1–4 errors, 130–132 and 143 multicast listeners, 133–136 routers and neighbours; 128 echo request
  ipv6: { always: [1, 2, 3, 4, 130, 131, 132, 133, 134, 135, 136, 143], wanted: [128] },
};
