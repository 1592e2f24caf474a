import { ipFamilies, widthOf } from '../ip-address.ts';
import type { IpFamily } from '../ip-address.ts';
import { showIpRange } from '../ip-range.ts';
import type { IpRange } from '../ip-range.ts';
import type { Protocol, Service } from '../policy.ts';
import type { PortRange } from '../port-range.ts';

export interface ServiceMatch {
  readonly family: IpFamily | 'both';
  readonly protocol: Protocol;
  /** `ip saddr { 198.18.0.0/24 } tcp dport { 22 }`; `meta l4proto 112` for a protocol without ports. */
  readonly text: string;
}

/**
 * One match for each protocol and, unless it is for everybody, each family. `in`: packets to a service here; `answer`: what it
 * sends back; `out`: packets to a service elsewhere.
 */
export function serviceMatches(service: Service, way: 'in' | 'answer' | 'out'): readonly ServiceMatch[] {
  const { peer, port } = words[way];
  const open = ipFamilies.every((family) => service.peers[family].some(({ prefix }) => prefix === 0));
  return service.protocols.flatMap((protocol): readonly ServiceMatch[] => {
    const what = protocolMatch(service, protocol, port);
    if (open && protocol !== 'igmp') return [{ family: 'both', protocol, text: what }];
    const families = ipFamilies.filter((family) => protocol !== 'igmp' || family === 'ipv4');
    return families.flatMap((family) => {
      const peers = service.peers[family];
      return peers.length === 0 ? [] : [{ family, protocol, text: `${peerMatch(peers, family, peer)} ${what}` }];
    });
  });
}

const words = {
  in: { peer: 'saddr', port: 'dport' },
  answer: { peer: 'daddr', port: 'sport' },
  out: { peer: 'daddr', port: 'dport' },
} as const;

/** Numbers where nft knows the name only through /etc/protocols, which small hosts lack. */
const protocolNumbers: Readonly<Record<Exclude<Protocol, 'tcp' | 'udp'>, number>> = {
  igmp: 2,
  gre: 47,
  esp: 50,
  ah: 51,
  vrrp: 112,
};

function protocolMatch({ ports }: Service, protocol: Protocol, port: string): string {
  if (protocol !== 'tcp' && protocol !== 'udp') return `meta l4proto ${protocolNumbers[protocol]}`;
  return `${protocol} ${port} { ${ports.map(formatPorts).join(', ')} }`;
}

function formatPorts({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function peerMatch(peers: readonly IpRange[], family: IpFamily, word: string): string {
  if (peers.some(({ prefix }) => prefix === 0)) return `meta nfproto ${family}`;
  return `${family === 'ipv4' ? 'ip' : 'ip6'} ${word} { ${outermost(peers, family).map(showIpRange).join(', ')} }`;
}

/** nft refuses a set in which one network holds another. */
function outermost(peers: readonly IpRange[], family: IpFamily): readonly IpRange[] {
  return peers.filter((range) => peers.every((other) => other === range || !holds(other, range, family)));
}

function holds(outer: IpRange, inner: IpRange, family: IpFamily): boolean {
  const free = BigInt(widthOf(family) - outer.prefix);
  return outer.prefix < inner.prefix && inner.first.bits >> free === outer.first.bits >> free;
}
