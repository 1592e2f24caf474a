import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { locate } from '../../language/located.ts';
import type { Located, Plain } from '../../language/located.ts';
import { validate } from '../../language/schema.ts';
import type { Inventory } from '../model.ts';
import { checkServices } from './check-services.ts';
import { isNetwork } from './networks.ts';
import type { Caller, Topology, TopologyService, TlsMode } from './model.ts';
import { topologySchema } from './schema.ts';

/**
 * Makes the variable `topology` a model, and finds all that is wrong with it.
 * @param value rendered
 * @param written where it stands in a file; templates in it make places less exact
 */
export function readTopology(
  value: Plain,
  written: Located,
  inventory: Inventory,
): { readonly topology: Topology; readonly diagnostics: readonly Diagnostic[] } {
  const direct = validate(topologySchema, written, 'topology');
  // What templates have given stands where the whole stands.
  const found = direct.length > 0 ? direct : validate(topologySchema, locate(value, written.span), 'topology');
  if (found.length > 0) return { topology: { services: [] }, diagnostics: found };
  const { zones = {}, services } = value as unknown as WrittenTopology;
  const places = placesIn(written);
  const topology = {
    services: services.map((service, index) => readService(service, zones, inventory, places[index])),
  };
  return { topology, diagnostics: checkServices(topology, { zones, inventory, written }) };
}

/** What the schema lets through. */
export interface WrittenTopology {
  readonly zones?: Readonly<Record<string, string | readonly string[]>>;
  readonly services: readonly WrittenService[];
}

interface WrittenService {
  readonly name: string;
  readonly on: string | readonly string[];
  readonly proto?: string | readonly string[];
  readonly port?: number | string;
  readonly ports?: readonly (number | string)[];
  readonly from: string | readonly string[];
  readonly tls?: TlsMode;
  readonly to?: string;
  readonly names?: readonly string[];
  readonly limit?: string;
}

function readService(
  service: WrittenService,
  zones: NonNullable<WrittenTopology['zones']>,
  inventory: Inventory,
  span: Span | undefined,
): TopologyService {
  const on = listOf(service.on);
  const from = listOf(service.from);
  const offering = new Set(on.flatMap((name) => membersOf(name, inventory) ?? []));
  return {
    name: service.name,
    on,
    hosts: [...inventory.hosts.keys()].filter((name) => offering.has(name)),
    proto: listOf(service.proto ?? 'tcp'),
    ports: [...(service.port === undefined ? [] : [service.port]), ...(service.ports ?? [])],
    from: from.includes('any') ? undefined : from.map((name) => readCaller(name, zones, inventory)),
    tls: service.tls ?? 'none',
    to: service.to,
    names: service.names ?? [],
    limit: service.limit,
    span,
  };
}

function readCaller(name: string, zones: NonNullable<WrittenTopology['zones']>, inventory: Inventory): Caller {
  const hosts = membersOf(name, inventory);
  if (hosts !== undefined) return { name, hosts, networks: [] };
  const zone = Object.hasOwn(zones, name) ? zones[name] : undefined;
  return { name, hosts: [], networks: zone === undefined ? (isNetwork(name) ? [name] : []) : listOf(zone) };
}

/** The hosts that a name means; nothing when it is neither a group nor a host. */
function membersOf(name: string, { groups, hosts }: Inventory): readonly string[] | undefined {
  return groups.get(name)?.hosts ?? (hosts.has(name) ? [name] : undefined);
}

function listOf<Item>(given: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(given) ? (given as readonly Item[]) : [given as Item];
}

/** The names of the services, where they were written as such. */
function placesIn(written: Located): readonly (Span | undefined)[] {
  const services = written.type === 'map' ? written.entries.find(({ key }) => key === 'services')?.value : undefined;
  if (services?.type !== 'list') return [];
  return services.items.map((item) => {
    const name = item.type === 'map' ? item.entries.find(({ key }) => key === 'name')?.value : undefined;
    return name?.span ?? item.span;
  });
}
