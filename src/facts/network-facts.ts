export interface NetworkFacts {
  readonly interfaces: readonly string[];
  readonly network: Readonly<Record<string, NetworkInterface>>;
  readonly all_ipv4_addresses: readonly string[];
  readonly all_ipv6_addresses: readonly string[];
  readonly default_ipv4: DefaultRoute;
  readonly default_ipv6: DefaultRoute;
}

interface NetworkInterface {
  readonly mac: string;
  readonly mtu: number;
  readonly up: boolean;
  readonly ipv4: readonly NetworkAddress[];
  readonly ipv6: readonly NetworkAddress[];
}

interface NetworkAddress {
  readonly address: string;
  readonly prefix: number;
  readonly scope: string;
}

/** Empty when there is no default route. */
type DefaultRoute = Readonly<Record<string, string | number>>;

/** From the lines that `system-facts.ts` makes: `addr` and `route4`/`route6` of ip(8), and files below /sys/class/net. */
export function networkFacts(lines: readonly string[]): NetworkFacts {
  const addresses = lines.flatMap(addressOf);
  const attributes = lines.flatMap(attributeOf);
  const names = new Set([...addresses, ...attributes].map((each) => each.device));
  const interfaces = [...names].filter((name) => !forbidden.has(name)).sort();
  const of = (family: Address['family'], device?: string): readonly Address[] =>
    addresses.filter((each) => each.family === family && (device === undefined || each.device === device));
  return {
    interfaces,
    network: Object.assign(
      Object.create(null) as Record<string, NetworkInterface>,
      Object.fromEntries(
        interfaces.map((device) => {
          const own = new Map(
            attributes.filter((each) => each.device === device).map((each) => [each.name, each.text]),
          );
          return [
            device,
            {
              mac: own.get('address') ?? '',
              mtu: Number(/^\d{1,9}$/.exec(own.get('mtu') ?? '')?.[0] ?? 0),
              // A loopback or tunnel interface that works says "unknown".
              up: own.get('operstate') === 'up' || own.get('operstate') === 'unknown',
              ipv4: of('inet', device).map(plain),
              ipv6: of('inet6', device).map(plain),
            },
          ];
        }),
      ),
    ),
    all_ipv4_addresses: of('inet')
      .map((each) => each.address)
      .filter((address) => !address.startsWith('127.')),
    all_ipv6_addresses: of('inet6')
      .map((each) => each.address)
      .filter((address) => address !== '::1'),
    default_ipv4: defaultRoute(lines, 'route4 ', (device) => of('inet', device)),
    default_ipv6: defaultRoute(lines, 'route6 ', (device) => of('inet6', device)),
  };
}

/** Names that must never become keys, although no sane host has such an interface. */
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Address extends NetworkAddress {
  readonly device: string;
  readonly family: 'inet' | 'inet6';
}

/** `2: eth0    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\ …`; point-to-point has `peer ADDRESS/PREFIX`. */
function addressOf(line: string): readonly Address[] {
  const [, device, family, address, rest = ''] =
    /^addr \d+: (\S+?)(?:@\S+)?\s+(inet6?) ([0-9a-fA-F.:]+)(.*)$/.exec(line) ?? [];
  if (device === undefined || address === undefined) return [];
  const prefix = Number(/^(?: peer \S+?)?\/(\d{1,3})/.exec(rest)?.[1] ?? (family === 'inet' ? 32 : 128));
  const scope = / scope (\S+)/.exec(rest)?.[1] ?? '';
  return [{ device, family: family === 'inet6' ? 'inet6' : 'inet', address, prefix, scope }];
}

function attributeOf(
  line: string,
): readonly { readonly device: string; readonly name: string; readonly text: string }[] {
  const [, device, name, text] = /^\/sys\/class\/net\/([^/]+)\/(address|mtu|operstate):(.*)$/.exec(line) ?? [];
  return device === undefined || name === undefined || text === undefined ? [] : [{ device, name, text }];
}

function plain({ address, prefix, scope }: Address): NetworkAddress {
  return { address, prefix, scope };
}

/** `default via 192.0.2.1 dev eth0 proto dhcp src 192.0.2.2 metric 100`; the kernel lists the best one first. */
function defaultRoute(
  lines: readonly string[],
  mark: string,
  addressesOf: (device: string) => readonly Address[],
): DefaultRoute {
  const text = lines.find((line) => line.startsWith(`${mark}default`));
  const device = / dev (\S+)/.exec(text ?? '')?.[1];
  if (text === undefined || device === undefined) return {};
  const source = / src (\S+)/.exec(text)?.[1];
  const gateway = / via (?:inet6 )?(\S+)/.exec(text)?.[1];
  const own = addressesOf(device);
  const chosen = own.find((each) => each.address === source) ?? own.find((each) => each.scope === 'global') ?? own[0];
  return {
    interface: device,
    ...(gateway === undefined ? {} : { gateway }),
    ...(chosen === undefined ? {} : { address: chosen.address, prefix: chosen.prefix }),
  };
}
