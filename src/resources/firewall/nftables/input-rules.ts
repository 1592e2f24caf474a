import { acceptedIcmpTypes, dhcpReplies } from '../indispensable.ts';
import { formatIpRange } from '../ip-range.ts';
import type { Policy } from '../policy.ts';
import { finalRules } from './final-rules.ts';
import { limitedRules } from './limited-rules.ts';
import { serviceMatches } from './service-matches.ts';

/**
 * What may come in. As with iptables, services are accepted without regard to connection tracking and before invalid packets
 * are dropped: on a host that tracked nothing so far, this session is new or invalid, and must live.
 */
export function inputRules(policy: Policy): readonly string[] {
  const free = policy.services.filter(({ limit }) => limit === undefined);
  return [
    'iifname "lo" accept',
    'ct state established,related accept',
    ...free.flatMap((service) =>
      serviceMatches(service, 'in').map(({ text }) => `${text} accept comment "${service.name}"`),
    ),
    ...policy.services.flatMap(limitedRules),
    ...icmpRules(policy),
    dhcpRule('ipv4'),
    dhcpRule('ipv6'),
    ...(policy.incoming === 'accept' ? [] : ['ct state invalid drop']),
    ...finalRules(policy.incoming, policy.logDropped),
  ];
}

/** Both ways alike; see {@link acceptedIcmpTypes}. */
export function icmpRules({ icmp }: Policy): readonly string[] {
  return (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const types = acceptedIcmpTypes(family, icmp);
    if (types.length === 0) return [];
    return [`${family === 'ipv4' ? 'icmp' : 'icmpv6'} type { ${types.join(', ')} } accept`];
  });
}

function dhcpRule(family: 'ipv4' | 'ipv6'): string {
  const { from, serverPort, clientPort } = dhcpReplies[family];
  const source = family === 'ipv4' ? 'meta nfproto ipv4' : `ip6 saddr ${formatIpRange(from)}`;
  return `${source} udp sport ${serverPort} udp dport ${clientPort} accept`;
}
