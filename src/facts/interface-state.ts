import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';

/** Source: ip(8). */
export interface InterfaceState {
  /** 0 when there is no such interface. */
  readonly mtu: number;
  /** Whether an administrator, or a program, has switched it on. */
  readonly up: boolean;
  /** `192.0.2.2/24`, without those of the link alone and those that a server or router has given. */
  readonly addresses: readonly string[];
  /** Of every interface, of the main table. */
  readonly routes: readonly Route[];
}

export interface Route {
  readonly family: 'ipv4' | 'ipv6';
  /** `default`, or a network as ip(8) prints it. */
  readonly to: string;
  readonly via: string | undefined;
  readonly device: string;
  readonly metric: number | undefined;
  /** Who made it: `kernel`, `static`, `dhcp`, `ra`, `boot`, … */
  readonly protocol: string;
}

/** Keys are names. */
export const interfaceState: FactKind<string, InterfaceState> = {
  name: 'interfaceState',
  identity: (name) => name,
  script: () =>
    verbatim(`PATH=$PATH:/usr/sbin:/sbin
ip -o link show | sed 's/^/link /' && ip -o addr show | sed 's/^/addr /' &&
  ip -o -4 route show table main | sed 's/^/ipv4 /' || exit
ip -o -6 route show table main 2>/dev/null | sed 's/^/ipv6 /'`),
  parse: (stdout, names) => {
    const lines = outputLines(stdout);
    if (!lines.some((line) => line.startsWith('link '))) throw new FactError('interfaceState: ip names no interface');
    const routes = lines.flatMap(routeOf);
    return names.map((name) => ({ ...linkOf(lines, name), addresses: addressesOf(lines, name), routes }));
  },
};

/** `2: eth0@if613: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc …` */
function linkOf(lines: readonly string[], name: string): Pick<InterfaceState, 'mtu' | 'up'> {
  const found = lines
    .map((line) => /^link \d+: ([^\s:@]+)(?:@[^\s:]+)?: <([A-Z0-9_,-]*)> .*?\bmtu (\d{1,9})\b/.exec(line))
    .find((match) => match?.[1] === name);
  return { mtu: Number(found?.[3] ?? 0), up: found?.[2]?.split(',').includes('UP') ?? false };
}

/** `2: eth0    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\ …` */
function addressesOf(lines: readonly string[], name: string): readonly string[] {
  return lines.flatMap((line) => {
    const [, device, address, rest = ''] =
      /^addr \d+: (\S+?)(?:@\S+)?\s+inet6? ([0-9a-fA-F.:]+\/\d{1,3}) (.*)$/.exec(line) ?? [];
    const own = device === name && /\bscope (?:global|site)\b/.test(rest);
    return own && address !== undefined && !/\b(?:dynamic|temporary|mngtmpaddr)\b/.test(rest) ? [address] : [];
  });
}

/** `default via 192.0.2.1 dev eth0 proto static metric 100` */
function routeOf(line: string): readonly Route[] {
  const [, family, to, rest = ''] = /^(ipv[46]) (default|[0-9a-fA-F.:]+(?:\/\d{1,3})?) (.*)$/.exec(line) ?? [];
  const word = (name: string): string | undefined => new RegExp(`(?:^| )${name} (\\S+)`).exec(rest)?.[1];
  const device = word('dev');
  if (to === undefined || device === undefined || /(?:^| )(?:dead|linkdown)(?: |$)/.test(rest)) return [];
  const metric = word('metric');
  return [
    {
      family: family === 'ipv6' ? 'ipv6' : 'ipv4',
      to,
      via: /(?:^| )via (?:inet6 )?(\S+)/.exec(rest)?.[1],
      device,
      metric: metric !== undefined && /^\d{1,10}$/.test(metric) ? Number(metric) : undefined,
      protocol: word('proto') ?? 'boot',
    },
  ];
}
