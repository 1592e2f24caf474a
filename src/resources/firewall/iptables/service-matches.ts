import type { IpFamily } from '../ip-address.ts';
import { formatIpRange } from '../ip-range.ts';
import type { IpRange } from '../ip-range.ts';
import type { Protocol, Service } from '../policy.ts';
import { chunkPortRanges, formatPortRange } from '../port-range.ts';
import type { PortRange } from '../port-range.ts';

export interface ServiceMatch {
  readonly protocol: Protocol;
  /** `-s 198.18.0.0/24 -p tcp -m tcp --dport 22` */
  readonly text: string;
}

/**
 * One match for each peer, protocol and group of ports. `in`: packets to a service here; `answer`: what it sends back; `out`:
 * packets to a service elsewhere.
 */
export function serviceMatches(
  service: Service,
  family: IpFamily,
  way: 'in' | 'answer' | 'out',
): readonly ServiceMatch[] {
  const options = optionsOf[way];
  return service.peers[family].flatMap((peer) =>
    service.protocols
      .filter((protocol) => family === 'ipv4' || protocol !== 'igmp')
      .flatMap((protocol) =>
        portMatches(service, protocol, options.port).map((ports) => ({
          protocol,
          text: [...peerMatch(options.peer, peer), `-p ${protocolWords[protocol]}`, ...ports].join(' '),
        })),
      ),
  );
}

const optionsOf = {
  in: { peer: '-s', port: 'dport' },
  answer: { peer: '-d', port: 'sport' },
  out: { peer: '-d', port: 'dport' },
} as const;

/** Numbers where iptables knows the name only through /etc/protocols, which small hosts lack. */
const protocolWords: Readonly<Record<Protocol, string>> = {
  tcp: 'tcp',
  udp: 'udp',
  esp: 'esp',
  ah: 'ah',
  gre: '47',
  igmp: '2',
  vrrp: '112',
};

function peerMatch(option: string, peer: IpRange): readonly string[] {
  return peer.prefix === 0 ? [] : [`${option} ${formatIpRange(peer)}`];
}

function portMatches({ ports }: Service, protocol: Protocol, option: string): readonly (readonly string[])[] {
  if (ports.length === 0) return [[]];
  return chunkPortRanges(ports).map((chunk) => {
    const text = chunk.map((range: PortRange) => formatPortRange(range)).join(',');
    return [chunk.length === 1 ? `-m ${protocol} --${option} ${text}` : `-m multiport --${option}s ${text}`];
  });
}
