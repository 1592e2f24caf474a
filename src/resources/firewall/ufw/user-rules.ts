import type { IpFamily } from '../ip-address.ts';
import { everybody, formatIpRange, showIpRange } from '../ip-range.ts';
import type { IpRange } from '../ip-range.ts';
import type { Policy, Protocol, Service } from '../policy.ts';
import { chunkPortRanges, formatPortRange } from '../port-range.ts';
import type { PortRange } from '../port-range.ts';

/** One rule as ufw keeps it in user.rules: the tuple that ufw reads, and the lines that the kernel gets. */
export interface UserRule {
  /** `allow tcp 22 0.0.0.0/0 any 198.18.0.0/24 in comment=737368` */
  readonly tuple: string;
  /** `-A ufw-user-input -p tcp --dport 22 -s 198.18.0.0/24 -j ACCEPT` */
  readonly lines: readonly string[];
}

/** Spelled as ufw itself would, since it writes the file anew whenever it likes. Limited services come last: first match wins. */
export function userRules({ services, reachable }: Policy, family: IpFamily): readonly UserRule[] {
  const free = services.filter(({ limit }) => limit === undefined);
  const limited = services.filter(({ limit }) => limit !== undefined);
  return [
    ...[...free, ...limited].flatMap((service) => rulesOf(service, family, 'in')),
    ...reachable.flatMap((service) => rulesOf(service, family, 'out')),
  ];
}

type Way = 'in' | 'out';

function rulesOf(service: Service, family: IpFamily, way: Way): readonly UserRule[] {
  const protocols = service.protocols.filter((protocol) => family === 'ipv4' || protocol !== 'igmp');
  return service.peers[family].flatMap((peer) =>
    protocols.flatMap((protocol) =>
      portGroups(service).map((ports) => ({
        tuple: tupleOf(service, protocol, ports, peer, way),
        lines: linesOf(service, matchOf(protocol, ports, peer, way), family, way),
      })),
    ),
  );
}

function portGroups({ ports }: Service): readonly (readonly PortRange[])[] {
  return ports.length === 0 ? [[]] : chunkPortRanges(ports);
}

function tupleOf(service: Service, protocol: Protocol, ports: readonly PortRange[], peer: IpRange, way: Way): string {
  const action = service.limit === undefined ? 'allow' : 'limit';
  const any = formatIpRange(everybody(peer.first.family));
  const [to, from] = way === 'in' ? [any, showIpRange(peer)] : [showIpRange(peer), any];
  const comment = Buffer.from(service.name).toString('hex');
  return `${action} ${protocol} ${portWords(ports) || 'any'} ${to} any ${from} ${way} comment=${comment}`;
}

function matchOf(protocol: Protocol, ports: readonly PortRange[], peer: IpRange, way: Way): string {
  const address = peer.prefix === 0 ? [] : [`${way === 'in' ? '-s' : '-d'} ${showIpRange(peer)}`];
  const words = portWords(ports);
  if (words === '') return [`-p ${protocol}`, ...address].join(' ');
  if (/[,:]/.test(words)) return [`-p ${protocol} -m multiport --dports ${words}`, ...address].join(' ');
  const port = `--dport ${words}`;
  return [`-p ${protocol}`, ...(way === 'in' ? [port, ...address] : [...address, port])].join(' ');
}

function portWords(ports: readonly PortRange[]): string {
  return ports.map(formatPortRange).join(',');
}

function linesOf({ limit }: Service, match: string, family: IpFamily, way: Way): readonly string[] {
  const prefix = chainPrefix[family];
  const rule = `-A ${prefix}-user-${way === 'in' ? 'input' : 'output'} ${match}`;
  if (limit === undefined) return [`${rule} -j ACCEPT`];
  const counted = `${rule} -m conntrack --ctstate NEW -m recent`;
  return [
    `${counted} --set`,
    `${counted} --update --seconds 30 --hitcount 6 -j ${prefix}-user-limit`,
    `${rule} -j ${prefix}-user-limit-accept`,
  ];
}

/** The chains of ufw begin with it. */
export const chainPrefix: Readonly<Record<IpFamily, string>> = { ipv4: 'ufw', ipv6: 'ufw6' };
