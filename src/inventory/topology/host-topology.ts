import type { Caller, Topology, TopologyService } from './model.ts';

/** What the magic variable `host_topology` gives: the topology as one host sees it. Plain data. */
export interface HostTopology {
  /** Its own addresses, as far as the inventory knows them. */
  readonly addresses: readonly string[];
  /** What it offers, by name. */
  readonly serves: Readonly<Record<string, ServedService>>;
  /** What it uses of others, by name: services that let it in by name, and those that it hands requests on to. */
  readonly calls: Readonly<Record<string, CalledService>>;
  /** What it offers, as `services` of the kind `firewall`. */
  readonly open: readonly OpenService[];
}

interface SharedByBoth {
  readonly proto: readonly string[];
  readonly ports: readonly (number | string)[];
  /** The first of the ports, when there is one. */
  readonly port?: number | string;
  readonly tls: string;
  /** Names by which clients call it, besides those of its hosts. */
  readonly names: readonly string[];
}

export interface ServedService extends SharedByBoth {
  /** The service that requests are handed on to, under `calls`. */
  readonly to?: string;
  /** What its certificate must say besides its host: its names, and those of services that hand on to it. */
  readonly all_names: readonly string[];
  /** `any`, or the hosts and networks that may use it. */
  readonly from: 'any' | readonly string[];
}

export interface CalledService extends SharedByBoth {
  /** The other hosts that offer it. */
  readonly hosts: readonly HostAddresses[];
}

export interface HostAddresses {
  readonly name: string;
  /** The first of its addresses. */
  readonly address: string;
  readonly addresses: readonly string[];
}

export interface OpenService {
  readonly name: string;
  readonly proto: readonly string[];
  readonly ports?: readonly (number | string)[];
  readonly from: 'any' | readonly string[];
  readonly limit?: string;
}

/** @param addressesOf those of another host by its name; asked only for hosts that matter to this one */
export function hostTopology(
  { services }: Topology,
  host: { readonly name: string; readonly addresses: readonly string[] },
  addressesOf: (name: string) => readonly string[],
): HostTopology {
  const others = (names: readonly string[]): readonly HostAddresses[] =>
    names.flatMap((name) => {
      if (name === host.name) return [];
      const addresses = addressesOf(name);
      return [{ name, address: addresses[0] ?? '', addresses }];
    });
  const sourcesOf = (callers: readonly Caller[]): readonly string[] => [
    ...new Set(
      callers.flatMap(({ hosts, networks }) => [...others(hosts).flatMap(({ addresses }) => addresses), ...networks]),
    ),
  ];
  const shared = (service: TopologyService): SharedByBoth => ({
    proto: service.proto,
    ports: service.ports,
    ...(service.ports[0] !== undefined && { port: service.ports[0] }),
    tls: service.tls,
    names: service.names,
  });
  const served = services.filter(({ hosts }) => hosts.includes(host.name));
  const handedOn = new Set(served.flatMap(({ to }) => to ?? []));
  const called = services.filter(
    ({ name, from, hosts }) =>
      hosts.some((each) => each !== host.name) &&
      (handedOn.has(name) || from?.some((caller) => caller.hosts.includes(host.name)) === true),
  );
  return {
    addresses: host.addresses,
    serves: byName(served, (service) => ({
      ...shared(service),
      ...(service.to !== undefined && { to: service.to }),
      all_names: allNames(service, services),
      from: service.from === undefined ? 'any' : sourcesOf(service.from),
    })),
    calls: byName(called, (service) => ({ ...shared(service), hosts: others(service.hosts) })),
    open: served.flatMap(({ name, proto, ports, from, limit }) => {
      const sources = from === undefined ? 'any' : sourcesOf(from);
      // Nobody but itself: that comes in by the loopback device.
      if (sources.length === 0) return [];
      return [
        {
          name,
          proto,
          ...(ports.length > 0 && { ports }),
          from: sources,
          ...(limit !== undefined && { limit }),
        },
      ];
    }),
  };
}

/** Whatever TLS does on its way now: a certificate that has them all need not change when that changes. */
function allNames({ name, names }: TopologyService, services: readonly TopologyService[]): readonly string[] {
  const before = services.filter(({ to }) => to === name).flatMap((service) => service.names);
  return [...new Set([...names, ...before])];
}

function byName<Value>(
  services: readonly TopologyService[],
  value: (service: TopologyService) => Value,
): Readonly<Record<string, Value>> {
  const found = Object.create(null) as Record<string, Value>;
  for (const service of services) found[service.name] = value(service);
  return found;
}
