import { parseIpRange, rangeContains } from '../../src/resources/firewall/ip-range.ts';
import type { IncomingPacket } from '../../src/resources/firewall/verdict.ts';

/**
 * What the rules of a chain do to a packet, told by reading them as nft(8) explains them, and by nothing else of this project
 * but addresses. Nothing when the packet comes to the end, where the chain's policy decides.
 * @throws Error for a word that it does not know
 */
export function simulateNft(
  rules: readonly string[],
  packet: IncomingPacket,
): 'accept' | 'drop' | 'reject' | undefined {
  for (const rule of rules) {
    const end = endOf(rule, packet);
    if (end !== undefined) return end;
  }
  return undefined;
}

function endOf(rule: string, packet: IncomingPacket): 'accept' | 'drop' | 'reject' | undefined {
  let rest = rule.replace(/ comment "[^"]*"$/, '');
  while (rest !== '') {
    const [, end] = /^(accept|drop|reject)\b/.exec(rest) ?? [];
    if (end !== undefined) return end as 'accept' | 'drop' | 'reject';
    const found = matches.flatMap(([pattern, holds]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ length: match[0].length, holds: holds(match.slice(1), packet) }];
    })[0];
    if (found === undefined) throw new Error(`the simulator does not know ${rest}`);
    if (!found.holds) return undefined;
    rest = rest.slice(found.length).trimStart();
  }
  return undefined;
}

type Holds = (words: readonly string[], packet: IncomingPacket) => boolean;

const matches: readonly (readonly [RegExp, Holds])[] = [
  [/^iifname "lo"/, (_, { loopback }) => loopback],
  [/^ct state ([\w,]+)/, ([states = ''], { connection }) => states.split(',').includes(connection)],
  [/^meta nfproto (ipv4|ipv6)/, ([family], { source }) => source.family === family],
  [/^meta l4proto (\w+)/, ([protocol = ''], packet) => protocols[protocol] === packet.protocol],
  [/^(?:ip|ip6) saddr (?:& [\da-f:]+ )?@refused\S+/, (_, { overLimit }) => overLimit],
  [/^(ip|ip6) saddr \{ ([^}]*) \}/, ([word, list = ''], packet) => from(word, list, packet)],
  [/^(ip|ip6) saddr ([\da-f]\S*)/, ([word, list = ''], packet) => from(word, list, packet)],
  [
    /^(tcp|udp) dport (?:\{ ([^}]*) \}|(\d+))/,
    ([protocol, list, one], packet) => packet.protocol === protocol && within(list ?? one ?? '', packet.port),
  ],
  [
    /^(tcp|udp) sport (\d+)/,
    ([protocol, port = ''], packet) => packet.protocol === protocol && within(port, packet.sourcePort),
  ],
  [/^tcp flags & \(fin \| syn \| rst \| ack\) == syn/, (_, { opening }) => opening],
  [/^update @counted\S+ \{ ip6? saddr [^}]*limit rate over [^}]*\}/, (_, { overLimit }) => overLimit],
  [/^update @refused\S+ \{[^}]*\}/, () => true],
  [
    /^(icmp|icmpv6) type \{ ([^}]*) \}/,
    ([word, list = ''], { protocol, source, icmpType }) =>
      protocol === 'icmp' && (word === 'icmp') === (source.family === 'ipv4') && within(list, icmpType),
  ],
  [/^limit rate \S+ log prefix "[^"]*"/, () => true],
];

const protocols: Readonly<Record<string, IncomingPacket['protocol']>> = {
  tcp: 'tcp',
  '2': 'igmp',
  '47': 'gre',
  '50': 'esp',
  '51': 'ah',
  '112': 'vrrp',
};

function from(word: string | undefined, list: string, { source }: IncomingPacket): boolean {
  if ((word === 'ip') !== (source.family === 'ipv4')) return false;
  return list.split(', ').some((range) => rangeContains(parseIpRange(range)!, source));
}

function within(list: string, number: number | undefined): boolean {
  return list.split(', ').some((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return number !== undefined && first <= number && number <= last;
  });
}
