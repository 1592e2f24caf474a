import type { TopologyService } from '../../inventory/topology/model.ts';
import type { Survival } from '../kill-one/kill-one.ts';
import type { Site } from '../site.ts';
import { tierOf } from '../tiers.ts';

/** Hosts that offer the same, or somebody outside. */
export interface Box {
  readonly id: string;
  readonly hosts: readonly { readonly name: string; readonly single: boolean }[];
  /** What they offer, or who they are. */
  readonly lines: readonly string[];
}

/** Calls from the hosts of a box to those of another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly labels: readonly string[];
  /** `none` is plain text. */
  readonly tls: 'all' | 'some' | 'none';
}

/**
 * What the picture shows. Services for administration are left out, because everybody calls everything there.
 * @param survivals a host is a single point when something is lost without it
 */
export function boxesOf(
  site: Site,
  survivals: readonly Survival[],
): { readonly boxes: readonly Box[]; readonly arrows: readonly Arrow[] } {
  const drawn = site.services.filter((each) => each.hosts.length > 0 && tierOf(site, each) !== 'administration');
  const single = new Set(
    survivals
      .filter(({ loss, outcomes }) => loss.kind === 'host' && outcomes.some(({ state }) => state === 'lost'))
      .map(({ loss }) => loss.name),
  );
  const offered = new Map<string, string[]>();
  for (const { name } of site.hosts) {
    const key = drawn.flatMap((each) => (each.hosts.includes(name) ? [each.name] : [])).join(', ');
    offered.set(key, [...(offered.get(key) ?? []), name]);
  }
  const inside = [...offered.values()].map((hosts): Box => {
    const own = drawn.filter((each) => each.hosts.includes(hosts[0] ?? '') && tierOf(site, each) !== 'metrics');
    const named = hosts.map((name) => ({ name, single: single.has(name) }));
    const mutual = own.filter((each) => each.ports.length > 0 && amongThemselves(each, hosts));
    const lines = mutual.map((each) => `each other: ${each.name}, ${each.tls === 'none' ? 'plain text' : 'TLS'}`);
    return { id: hosts[0] ?? '', hosts: named, lines: [...own.map(offering), ...lines] };
  });
  const boxOf = new Map(inside.flatMap((box) => box.hosts.map(({ name }) => [name, box.id] as const)));
  const outside = new Set<string>();
  const arrows = new Map<string, { from: string; to: string; labels: string[]; modes: boolean[] }>();
  for (const service of drawn) {
    if (!service.proto.some((each) => each === 'tcp' || each === 'udp')) continue;
    for (const from of callersOf(service, boxOf)) {
      if (from.startsWith(outsiders)) outside.add(from);
      for (const to of new Set(service.hosts.flatMap((name) => boxOf.get(name) ?? []))) {
        if (from === to) continue;
        const known = arrows.get(`${from}\n${to}`) ?? { from, to, labels: [], modes: [] };
        known.labels.push(`${service.name} ${service.ports.join(',')}`);
        known.modes.push(service.tls !== 'none');
        arrows.set(`${from}\n${to}`, known);
      }
    }
  }
  const others = [...outside].map((id): Box => ({ id, hosts: [], lines: [id.slice(outsiders.length)] }));
  return {
    boxes: [...others, ...inside],
    arrows: [...arrows.values()].map(({ from, to, labels, modes }) => {
      const tls = modes.every(Boolean) ? 'all' : modes.some(Boolean) ? 'some' : 'none';
      return { from, to, labels, tls };
    }),
  };
}

/** No name of a host begins with it. */
const outsiders = '> ';

function amongThemselves({ from }: TopologyService, hosts: readonly string[]): boolean {
  const callers = from?.flatMap((each) => each.hosts) ?? [];
  return hosts.length > 1 && hosts.some((each) => callers.includes(each));
}

function offering({ name, proto, ports }: TopologyService): string {
  return ports.length === 0 ? `${name} (${proto.join(', ')})` : `${name} ${ports.join(', ')}`;
}

function callersOf({ from }: TopologyService, boxOf: ReadonlyMap<string, string>): ReadonlySet<string> {
  if (from === undefined) return new Set([`${outsiders}anybody`]);
  return new Set(
    from.flatMap(({ name, hosts, networks }) =>
      networks.length > 0 ? [`${outsiders}${name}`] : hosts.flatMap((host) => boxOf.get(host) ?? []),
    ),
  );
}
