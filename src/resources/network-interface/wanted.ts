import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import { formatIpAddress, parseIpAddress, widthOf } from '../firewall/ip-address.ts';
import type { IpFamily } from '../firewall/ip-address.ts';
import { parseIpRange, formatIpRange } from '../firewall/ip-range.ts';
import { readArguments } from '../read-arguments.ts';
import { networkInterfaceArguments } from './arguments.ts';

export interface WantedInterface {
  readonly name: string;
  readonly present: boolean;
  readonly backend: 'auto' | 'ifupdown' | 'networkd' | 'netplan';
  /** As the kernel prints them: `2001:db8::1/64`. */
  readonly addresses: readonly WantedAddress[];
  /** The default ones first. */
  readonly routes: readonly WantedRoute[];
  readonly mtu: number | undefined;
  readonly dns: readonly string[];
  readonly search: readonly string[];
}

export interface WantedAddress {
  readonly family: IpFamily;
  readonly text: string;
}

export interface WantedRoute {
  readonly family: IpFamily;
  /** `default`, or a network with its prefix. */
  readonly to: string;
  readonly via: string | undefined;
  readonly metric: number | undefined;
}

/** @throws ArgumentError */
export function wantedInterface(given: Arguments): WantedInterface {
  const args = readArguments(given, networkInterfaceArguments);
  const name = args.required('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/.test(name) || name === 'lo' || name === 'all' || name === 'default')
    throw new ArgumentError('name', `${JSON.stringify(name)} is no name of an interface that can be set up`);
  const backend = args.text('backend');
  const present = args.text('state') !== 'absent';
  const [addresses, dns] = [args.texts('addresses') ?? [], args.texts('dns') ?? []];
  const gateways = (['ipv4', 'ipv6'] as const).flatMap((family): readonly WantedRoute[] => {
    const argument = family === 'ipv4' ? 'gateway4' : 'gateway6';
    const text = args.text(argument);
    return text === undefined
      ? []
      : [{ family, to: 'default', via: addressOf(argument, text, family), metric: undefined }];
  });
  const routes = listOf(args.data('routes')).map(routeOf);
  if (!present && (addresses.length > 0 || gateways.length > 0 || routes.length > 0))
    throw new ArgumentError('state', 'what is absent has no addresses, gateways and routes');
  return {
    name,
    present,
    backend: backend === 'ifupdown' || backend === 'networkd' || backend === 'netplan' ? backend : 'auto',
    addresses: addresses.map(interfaceAddress),
    routes: [...gateways, ...routes],
    mtu: args.integer('mtu'),
    dns: dns.map((text) => addressOf('dns', text)),
    search: args.texts('search') ?? [],
  };
}

function interfaceAddress(text: string): WantedAddress {
  const [address = '', prefix, ...rest] = text.split('/');
  const parsed = parseIpAddress(address);
  const bits = prefix !== undefined && /^\d{1,3}$/.test(prefix) ? Number(prefix) : undefined;
  if (parsed === undefined || rest.length > 0 || bits === undefined || bits > widthOf(parsed.family) || bits === 0)
    throw new ArgumentError(
      'addresses',
      `${JSON.stringify(text)} is no address with a prefix`,
      'write it as 192.0.2.10/24',
    );
  return { family: parsed.family, text: `${formatIpAddress(parsed)}/${bits}` };
}

function addressOf(argument: string, text: string, family?: IpFamily): string {
  const parsed = parseIpAddress(text);
  if (parsed === undefined || (family !== undefined && parsed.family !== family))
    throw new ArgumentError(argument, `${JSON.stringify(text)} is no address of ${family ?? 'IPv4 or IPv6'}`);
  return formatIpAddress(parsed);
}

function routeOf(given: Data): WantedRoute {
  const { to, via, metric } = given as Arguments;
  const range = typeof to === 'string' ? parseIpRange(to) : undefined;
  if (range === undefined)
    throw new ArgumentError(
      'routes',
      `${JSON.stringify(to)} is no network`,
      'write it as 10.0.0.0/8; for the default route use gateway4 or gateway6',
    );
  if (range.prefix === 0) throw new ArgumentError('routes', 'the default route is given by gateway4 or gateway6');
  const { family } = range.first;
  return {
    family,
    to: formatIpRange(range),
    via: typeof via === 'string' ? addressOf('routes', via, family) : undefined,
    metric: typeof metric === 'number' ? metric : undefined,
  };
}

function listOf(data: Data | undefined): readonly Data[] {
  return Array.isArray(data) ? (data as readonly Data[]) : [];
}
