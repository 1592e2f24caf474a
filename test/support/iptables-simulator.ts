import { parseIpAddress } from '../../src/resources/firewall/ip-address.ts';
import { parseIpRange, rangeContains } from '../../src/resources/firewall/ip-range.ts';
import type { IncomingPacket } from '../../src/resources/firewall/verdict.ts';

/**
 * What a chain does to a packet, told by reading its rules as iptables(8) and iptables-extensions(8) explain them, and by
 * nothing else of this project but addresses. Nothing when the packet leaves the chain at its end.
 * @throws Error for an option that it does not know
 */
export function simulate(rules: readonly string[], packet: IncomingPacket): 'ACCEPT' | 'DROP' | 'REJECT' | undefined {
  for (const rule of rules) {
    const target = matchedTarget(rule.split(' '), packet);
    if (target === 'ACCEPT' || target === 'DROP' || target === 'REJECT') return target;
  }
  return undefined;
}

/** The word behind `-j` when all that stands before it holds. */
function matchedTarget(words: readonly string[], packet: IncomingPacket): string | undefined {
  const rest = [...words];
  const next = (): string => rest.shift() ?? '';
  while (rest.length > 0) {
    const negated = rest[0] === '!';
    if (negated) next();
    const option = next();
    if (option === '-j') return next();
    if (option === '-m') next();
    else if (holds(option, next, packet) === negated) return undefined;
  }
  return undefined;
}

function holds(option: string, next: () => string, packet: IncomingPacket): boolean {
  switch (option) {
    case '-i':
      return next() === 'lo' && packet.loopback;
    case '-s':
      return rangeContains(parseIpRange(next())!, packet.source);
    case '-p':
      return protocols[next()]?.includes(packet.protocol) === true;
    case '--ctstate':
      return next().split(',').includes(packet.connection.toUpperCase());
    case '--dport':
    case '--dports':
      return inPorts(next(), packet.port);
    case '--sport':
      return inPorts(next(), packet.sourcePort);
    case '--tcp-flags':
      next();
      return next() === 'SYN' && packet.opening;
    case '--icmp-type':
    case '--icmpv6-type':
      return Number(next()) === packet.icmpType;
    case '--set':
    case '--rsource':
      return true;
    case '--update':
      return packet.overLimit;
    case '--comment':
    case '--name':
    case '--mask':
    case '--seconds':
    case '--hitcount':
    case '--limit':
      return next() !== '';
    default:
      throw new Error(`the simulator does not know ${option}`);
  }
}

const protocols: Readonly<Record<string, readonly IncomingPacket['protocol'][]>> = {
  tcp: ['tcp'],
  udp: ['udp'],
  esp: ['esp'],
  ah: ['ah'],
  icmp: ['icmp'],
  'ipv6-icmp': ['icmp'],
  '2': ['igmp'],
  '47': ['gre'],
  '112': ['vrrp'],
};

function inPorts(text: string, port: number | undefined): boolean {
  return text.split(',').some((part) => {
    const [first = 0, last = first] = part.split(':').map(Number);
    return port !== undefined && first <= port && port <= last;
  });
}

/** For tests that write packets by hand. */
export function addressOf(text: string): IncomingPacket['source'] {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}
