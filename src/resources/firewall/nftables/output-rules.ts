import { dhcpReplies } from '../indispensable.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { finalRules } from './final-rules.ts';
import { icmpRules } from './input-rules.ts';
import { serviceMatches } from './service-matches.ts';

/** What may go out. Answers of the services need no connection tracking, save what opens a connection: see input-rules. */
export function outputRules(policy: Policy): readonly string[] {
  return [
    'oifname "lo" accept',
    'ct state established,related accept',
    ...policy.services.flatMap((service) =>
      serviceMatches(service, 'answer')
        .filter(({ protocol }) => protocol === 'tcp')
        .map(({ text }) => `${text} tcp flags & (fin | syn | rst | ack) != syn accept comment "${service.name}"`),
    ),
    ...policy.reachable.flatMap((service) =>
      serviceMatches(service, 'out').map(({ text }) => `${text} accept comment "${service.name}"`),
    ),
    ...icmpRules(policy),
    dhcpRule('ipv4'),
    dhcpRule('ipv6'),
    ...finalRules(policy.outgoing, policy.logDropped),
  ];
}

function dhcpRule(family: IpFamily): string {
  const { serverPort, clientPort } = dhcpReplies[family];
  return `meta nfproto ${family} udp sport ${clientPort} udp dport ${serverPort} accept`;
}
