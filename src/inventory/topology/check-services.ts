import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Located } from '../../language/located.ts';
import type { Inventory } from '../model.ts';
import type { Topology, TopologyService } from './model.ts';
import { isNetwork } from './networks.ts';
import { placeIn } from './place-in.ts';
import { tlsProblem } from './tls-problem.ts';

/**
 * What the schema cannot say: that names are known and unique, and that services agree with each other. Unknown names are
 * warnings: inventories share variables, and one of them may lack a group; nobody is let in for it.
 */
export function checkServices({ services }: Topology, around: Around): readonly Diagnostic[] {
  return [
    ...zoneProblems(around),
    ...services.flatMap((service, index) => {
      const at = (key: string): Span | undefined => placeIn(around.written, 'services', index, key) ?? service.span;
      return [
        ...nameProblems(service, services.slice(0, index), around, at),
        ...portProblems(service, at),
        ...wayProblems(service, services, at),
      ];
    }),
  ];
}

interface Around {
  readonly zones: Readonly<Record<string, string | readonly string[]>>;
  readonly inventory: Inventory;
  readonly written: Located;
}

function zoneProblems({ zones, inventory, written }: Around): readonly Diagnostic[] {
  return Object.entries(zones).flatMap(([name, networks]) => {
    const span = placeIn(written, 'zones', name);
    if (name === 'any' || inventory.groups.has(name) || inventory.hosts.has(name))
      return [problem('bad-value', `the zone "${name}" has the name of something else`, span)];
    const wrong = [networks].flat().filter((each) => !isNetwork(each));
    return wrong.map((each) => problem('bad-value', `"${each}" is no address and no network`, span));
  });
}

function nameProblems(
  service: TopologyService,
  before: readonly TopologyService[],
  { zones, inventory }: Around,
  at: (key: string) => Span | undefined,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const inside = [...inventory.groups.keys(), ...inventory.hosts.keys()];
  const first = before.find(({ name }) => name === service.name);
  if (first !== undefined) {
    const related = first.span === undefined ? [] : [{ message: 'the first one', span: first.span }];
    found.push(problem('bad-value', `another service is called "${service.name}" already`, at('name'), { related }));
  }
  for (const name of service.on)
    if (!inside.includes(name))
      found.push(
        warning(
          `"${name}" is no group and no host: nobody offers ${service.name} there`,
          at('on'),
          didYouMean(name, inside),
        ),
      );
  for (const { name } of service.from ?? []) {
    const known = [...inside, ...Object.keys(zones)];
    if (!known.includes(name) && !isNetwork(name))
      found.push(
        warning(
          `"${name}" is no group, host, zone or address: nobody is let in for it`,
          at('from'),
          didYouMean(name, known) ?? 'networks outside of the inventory get a name under `zones`',
        ),
      );
  }
  return found;
}

function warning(message: string, span: Span | undefined, hint: string | undefined): Diagnostic {
  return { ...problem('unknown-host', message, span, { hint }), severity: 'warning' };
}

function portProblems({ proto, ports }: TopologyService, at: (key: string) => Span | undefined): readonly Diagnostic[] {
  const unknown = proto.find((each) => !protocols.includes(each));
  if (unknown !== undefined)
    return [problem('bad-value', `"${unknown}" is not one of ${protocols.join(', ')}`, at('proto'))];
  const withPorts = proto.filter((each) => each === 'tcp' || each === 'udp').length;
  if (withPorts > 0 && withPorts < proto.length)
    return [
      problem('bad-value', 'protocols with and without ports are mixed', at('proto'), { hint: 'write two services' }),
    ];
  if (withPorts > 0 && ports.length === 0) return [problem('missing-key', 'the service needs a port', at('name'))];
  if (withPorts === 0 && ports.length > 0) return [problem('bad-value', 'this protocol has no ports', at('proto'))];
  return [];
}

const protocols = ['tcp', 'udp', 'esp', 'ah', 'gre', 'igmp', 'vrrp'];

/** Requests that are handed on must be let in where they go to. */
function wayProblems(
  service: TopologyService,
  services: readonly TopologyService[],
  at: (key: string) => Span | undefined,
): readonly Diagnostic[] {
  const next = services.find(({ name }) => name === service.to);
  if (service.to !== undefined && next === undefined) {
    const names = services.map(({ name }) => name);
    return [
      problem('bad-value', `there is no service "${service.to}"`, at('to'), { hint: didYouMean(service.to, names) }),
    ];
  }
  const letIn = next?.from?.flatMap(({ hosts }) => hosts);
  const kept = letIn === undefined ? [] : service.hosts.filter((host) => !letIn.includes(host));
  if (next !== undefined && kept.length > 0)
    return [
      problem(
        'bad-value',
        `${service.name} hands on to ${next.name}, which does not let ${kept.join(', ')} in`,
        at('to'),
        {
          hint: `add ${service.on.join(', ')} to \`from\` of ${next.name}`,
        },
      ),
    ];
  return tlsProblem(service, next, services).map((message) => problem('bad-value', message, at('tls')));
}
