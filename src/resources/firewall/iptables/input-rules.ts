import { acceptedIcmpTypes, dhcpReplies } from '../indispensable.ts';
import type { IpFamily } from '../ip-address.ts';
import { formatIpRange } from '../ip-range.ts';
import type { Policy, Service } from '../policy.ts';
import { finalRules } from './final-rules.ts';
import { serviceMatches } from './service-matches.ts';

/**
 * What may come in, as iptables-save prints it. Services are accepted without regard to connection tracking and before
 * invalid packets are dropped: on a host that tracked nothing so far, this session is new or invalid, and must live.
 */
export function inputRules(policy: Policy, family: IpFamily): readonly string[] {
  return [
    '-i lo -j ACCEPT',
    '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ...policy.services.filter(({ limit }) => limit === undefined).flatMap((service) => acceptRules(service, family)),
    ...policy.services.flatMap((service) => limitedRules(service, family)),
    ...icmpRules(family, acceptedIcmpTypes(family, policy.icmp)),
    dhcpRule(family),
    ...(policy.incoming === 'accept' ? [] : ['-m conntrack --ctstate INVALID -j DROP']),
    ...finalRules(policy.incoming, policy.logDropped, family),
  ];
}

function acceptRules(service: Service, family: IpFamily): readonly string[] {
  return serviceMatches(service, family, 'in').map(({ text }) => `${text} ${comment(service)} -j ACCEPT`);
}

/** Only what opens a connection counts; the list is kept by the kernel's `recent` match, as ufw does it. */
function limitedRules(service: Service, family: IpFamily): readonly string[] {
  if (service.limit === undefined) return [];
  const { count, seconds } = service.limit;
  const list = recentList[family](service.name);
  return serviceMatches(service, family, 'in').flatMap(({ text, protocol }) => {
    const opening = protocol === 'tcp' ? `${text} -m tcp --tcp-flags FIN,SYN,RST,ACK SYN` : text;
    return [
      `${opening} -m recent --set ${list} ${comment(service)}`,
      `${opening} -m recent --update --seconds ${seconds} --hitcount ${count} ${list} ${comment(service)} -j DROP`,
      `${text} ${comment(service)} -j ACCEPT`,
    ];
  });
}

/** Whoever has one IPv6 address usually has all of its /64. */
const recentList: Readonly<Record<IpFamily, (name: string) => string>> = {
  ipv4: (name) => `--name RACKWRIGHT-${name} --mask 255.255.255.255 --rsource`,
  ipv6: (name) => `--name RACKWRIGHT6-${name} --mask ffff:ffff:ffff:ffff:: --rsource`,
};

function icmpRules(family: IpFamily, types: readonly number[]): readonly string[] {
  return types.map((type) =>
    family === 'ipv4'
      ? `-p icmp -m icmp --icmp-type ${type} -j ACCEPT`
      : `-p ipv6-icmp -m icmp6 --icmpv6-type ${type} -j ACCEPT`,
  );
}

function dhcpRule(family: IpFamily): string {
  const { from, serverPort, clientPort } = dhcpReplies[family];
  const source = from.prefix === 0 ? '' : `-s ${formatIpRange(from)} `;
  return `${source}-p udp -m udp --sport ${serverPort} --dport ${clientPort} -j ACCEPT`;
}

/** Names are words without quotes, see read-service. */
function comment({ name }: Service): string {
  return `-m comment --comment ${name}`;
}
