import type { TopologyService } from '../../inventory/topology/model.ts';
import type { Rule } from '../rule.ts';

/** R1 */
export const unreachableHost: Rule = {
  id: 'R1',
  title: 'A host cannot be reached by design',
  explanation: `Looks at hosts whose sshd no service of the topology opens to anybody else (port \`ssh\`, or \`ansible_port\`). Hosts with \`ansible_connection: local\` are
not judged.`,
  judge: (site) =>
    site.hosts.flatMap(({ name, settings }) => {
      if (settings.connection === 'local') return [];
      const port = settings.port ?? 22;
      const doors = site.services.filter(
        ({ hosts, proto, ports }) =>
          hosts.includes(name) && proto.includes('tcp') && ports.some((each) => each === 'ssh' || each === port),
      );
      if (doors.some((door) => letsOthersIn(door, name))) return [];
      return [
        {
          about: `host ${name}`,
          severity: 'HIGH' as const,
          title: `nobody may administrate ${name}`,
          evidence:
            doors.length === 0
              ? [{ text: `no service of the topology is on ${name} and has port ${port}` }]
              : doors.map(({ name: door, span }) => ({ text: `${door} lets nobody else in`, at: site.place(span) })),
          reasoning:
            'The firewall that follows from the topology closes its only door. A run that applies it is undone, and a host that is installed with it is lost.',
          remedy:
            'add `{name: ssh, on: all, port: ssh, from: [office]}` to `topology.services`, with the networks of administrators under `topology.zones`',
        },
      ];
    }),
};

function letsOthersIn({ from }: TopologyService, host: string): boolean {
  return from?.some(({ hosts, networks }) => networks.length > 0 || hosts.some((caller) => caller !== host)) ?? true;
}
