import type { IpFamily } from './ip-address.ts';
import type { IpRange } from './ip-range.ts';
import type { PortRange } from './port-range.ts';

/** The wanted firewall: plain data, the same for every backend. */
export interface Policy {
  readonly backend: 'iptables' | 'nftables' | 'ufw' | 'auto';
  /** What happens to what no service accepts. */
  readonly incoming: Disposition;
  readonly outgoing: Disposition;
  /** What may come in. */
  readonly services: readonly Service[];
  /** What may go out, when that is not everything. */
  readonly reachable: readonly Service[];
  /** Whether to answer pings, and on IPv4 to hear errors of unknown flows too. */
  readonly icmp: 'accept' | 'drop';
  readonly logDropped: LogRate | undefined;
}

export type Disposition = 'drop' | 'reject' | 'accept';

export interface Service {
  readonly name: string;
  readonly protocols: readonly Protocol[];
  /** Sorted, without overlaps. Empty means a protocol without ports. */
  readonly ports: readonly PortRange[];
  /** The ports of sshd belong to them, too; which these are the host says. */
  readonly withSshPorts?: true;
  /** The other side. Everybody is the one range of prefix 0; an empty list keeps this family out. */
  readonly peers: Readonly<Record<IpFamily, readonly IpRange[]>>;
  readonly limit?: ConnectionLimit;
}

export type Protocol = 'tcp' | 'udp' | 'esp' | 'ah' | 'gre' | 'igmp' | 'vrrp';

/** An address that opens `count` connections within `seconds` is refused until it has been quiet for that long. */
export interface ConnectionLimit {
  readonly count: number;
  readonly seconds: number;
}

export interface LogRate {
  readonly count: number;
  readonly unit: 'sec' | 'min' | 'hour';
}
