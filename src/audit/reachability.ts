import { formatPortRange } from '../resources/firewall/port-range.ts';
import { parseIpRange, rangeContains } from '../resources/firewall/ip-range.ts';
import { ipFamilies } from '../resources/firewall/ip-address.ts';
import type { IpAddress, IpFamily } from '../resources/firewall/ip-address.ts';
import type { Policy, Protocol, Service } from '../resources/firewall/policy.ts';
import { verdictOf } from '../resources/firewall/verdict.ts';

/** A host that others may reach, with the firewall that the topology gives it. */
export interface Target {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly policy: Policy;
}

/** Whom packets may come from: a host, or a zone outside of the inventory. */
export interface Source {
  readonly name: string;
  /** Addresses and networks; of a network its first address stands for all. */
  readonly addresses: readonly string[];
}

/** What one source gets of one port of one host. */
export interface Reach {
  readonly from: string;
  readonly to: string;
  readonly family: IpFamily;
  readonly protocol: Protocol;
  /** `443`, `8000:8010`; empty for a protocol without ports. */
  readonly port: string;
  readonly state: 'open' | 'filtered';
  /** `service https`, `default_in is drop` */
  readonly because: string;
}

/** The source that is nobody of those that the topology names. */
export const anywhere = 'anywhere';

/**
 * The matrix: every source, every host, every port that any service of the topology has, decided by the same judge that keeps
 * sessions from being cut off. Every other port of a host is filtered.
 */
export function reachability(targets: readonly Target[], sources: readonly Source[]): readonly Reach[] {
  const doors = doorsOf(targets.flatMap(({ policy }) => policy.services));
  return [...sources, strangers(targets)].flatMap((source) =>
    targets
      .filter(({ name }) => name !== source.name)
      .flatMap((target) =>
        ipFamilies.flatMap((family) => {
          const address = sourceAddress(source, family);
          const named = target.addresses.some((each) => parseIpRange(each)?.first.family === family);
          // A host of which the inventory knows no address at all is reached somehow.
          if (address === undefined || (target.addresses.length > 0 && !named)) return [];
          return doors
            .filter(({ protocol }) => protocol !== 'igmp' || family === 'ipv4')
            .map((door) => reach(source.name, target, address, door));
        }),
      ),
  );
}

interface Door {
  readonly protocol: Protocol;
  readonly port: string;
  readonly first: number;
}

function doorsOf(services: readonly Service[]): readonly Door[] {
  const doors = services.flatMap(({ protocols, ports }) =>
    protocols.flatMap((protocol): readonly Door[] =>
      ports.length === 0
        ? [{ protocol, port: '', first: 0 }]
        : ports.map((range) => ({ protocol, port: formatPortRange(range), first: range.first })),
    ),
  );
  return [...new Map(doors.map((door) => [`${door.protocol} ${door.port}`, door])).values()];
}

function reach(from: string, { name, policy }: Target, source: IpAddress, door: Door): Reach {
  const { accepted, because } = verdictOf(policy, {
    source,
    protocol: door.protocol,
    port: door.first,
    loopback: false,
    connection: 'new',
    opening: true,
    overLimit: false,
  });
  const { protocol, port } = door;
  const state = accepted ? 'open' : 'filtered';
  return { from, to: name, family: source.family, protocol, port, state, because };
}

function sourceAddress({ addresses }: Source, family: IpFamily): IpAddress | undefined {
  return addresses.map((each) => parseIpRange(each)?.first).find((each) => each?.family === family);
}

/** An address of documentation or benchmarking networks that no service names. */
function strangers(targets: readonly Target[]): Source {
  const named = targets.flatMap(({ policy }) =>
    policy.services.flatMap(({ peers }) => ipFamilies.flatMap((each) => peers[each])),
  );
  const unnamed = candidates.filter((text) => {
    const range = parseIpRange(text);
    return range !== undefined && !named.some((each) => each.prefix > 0 && rangeContains(each, range.first));
  });
  return { name: anywhere, addresses: unnamed };
}

const candidates = ['203.0.113.254', '198.51.100.254', '192.0.2.254', '2001:db8:ffff::254', '3fff:fff::254'];
