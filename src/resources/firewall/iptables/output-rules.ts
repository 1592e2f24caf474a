import { acceptedIcmpTypes, dhcpReplies } from '../indispensable.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { finalRules } from './final-rules.ts';
import { serviceMatches } from './service-matches.ts';

/**
 * What may go out. Answers of the services are let out without regard to connection tracking, except what opens a
 * connection: see input-rules.
 */
export function outputRules(policy: Policy, family: IpFamily): readonly string[] {
  const { serverPort, clientPort } = dhcpReplies[family];
  return [
    '-o lo -j ACCEPT',
    '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ...policy.services.flatMap((service) =>
      serviceMatches(service, family, 'answer')
        .filter(({ protocol }) => protocol === 'tcp')
        .map(
          ({ text }) =>
            `${text} -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -m comment --comment ${service.name} -j ACCEPT`,
        ),
    ),
    ...policy.reachable.flatMap((service) =>
      serviceMatches(service, family, 'out').map(
        ({ text }) => `${text} -m comment --comment ${service.name} -j ACCEPT`,
      ),
    ),
    ...acceptedIcmpTypes(family, policy.icmp).map((type) =>
      family === 'ipv4'
        ? `-p icmp -m icmp --icmp-type ${type} -j ACCEPT`
        : `-p ipv6-icmp -m icmp6 --icmpv6-type ${type} -j ACCEPT`,
    ),
    `-p udp -m udp --sport ${clientPort} --dport ${serverPort} -j ACCEPT`,
    ...finalRules(policy.outgoing, policy.logDropped, family),
  ];
}
