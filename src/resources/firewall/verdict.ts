import { acceptedIcmpTypes, dhcpReplies } from './indispensable.ts';
import type { IpAddress } from './ip-address.ts';
import { rangeContains } from './ip-range.ts';
import type { Policy, Service } from './policy.ts';

/** A packet that arrives at the host, as far as a policy can tell packets apart. */
export interface IncomingPacket {
  readonly source: IpAddress;
  /** `icmp` stands for ICMPv6 too. */
  readonly protocol: Service['protocols'][number] | 'icmp';
  /** For tcp and udp. */
  readonly sourcePort?: number;
  readonly port?: number;
  readonly icmpType?: number;
  readonly loopback: boolean;
  readonly connection: 'new' | 'established' | 'invalid';
  /** For tcp: it asks to open a connection. */
  readonly opening: boolean;
  /** Its source has opened more connections than any limit allows. */
  readonly overLimit: boolean;
}

export interface Verdict {
  readonly accepted: boolean;
  /** `service ssh`, `default_in is drop` */
  readonly because: string;
}

/** What a policy does to a packet, whatever backend keeps it. */
export function verdictOf(policy: Policy, packet: IncomingPacket): Verdict {
  if (packet.loopback) return { accepted: true, because: 'loopback' };
  if (packet.connection === 'established') return { accepted: true, because: 'established' };
  const services = policy.services.filter((service) => serves(service, packet));
  const free = services.find(({ limit }) => limit === undefined);
  if (free !== undefined) return { accepted: true, because: `service ${free.name}` };
  const [limited] = services;
  if (limited !== undefined) {
    const refused = packet.overLimit && (packet.protocol !== 'tcp' || packet.opening);
    return { accepted: !refused, because: `${refused ? 'limit of service' : 'service'} ${limited.name}` };
  }
  if (isIndispensable(policy, packet)) return { accepted: true, because: 'indispensable' };
  return { accepted: policy.incoming === 'accept', because: `default_in is ${policy.incoming}` };
}

function serves(service: Service, packet: IncomingPacket): boolean {
  const { source, protocol, port = 0 } = packet;
  if (protocol === 'icmp' || !service.protocols.includes(protocol)) return false;
  if (protocol === 'igmp' && source.family === 'ipv6') return false;
  if (service.ports.length > 0 && !service.ports.some(({ first, last }) => first <= port && port <= last)) return false;
  return service.peers[source.family].some((range) => rangeContains(range, source));
}

/** Neighbour discovery, errors, pings when wanted, and what a DHCP server sends to its client. */
function isIndispensable({ icmp }: Policy, packet: IncomingPacket): boolean {
  const { source, protocol, icmpType = -1 } = packet;
  if (protocol === 'icmp') return acceptedIcmpTypes(source.family, icmp).includes(icmpType);
  const { from, serverPort, clientPort } = dhcpReplies[source.family];
  const betweenThem = packet.sourcePort === serverPort && packet.port === clientPort;
  return protocol === 'udp' && betweenThem && rangeContains(from, source);
}
