import type { Rule } from '../rule.ts';

/** R2 */
export const callerShutOut: Rule = {
  id: 'R2',
  title: 'Requests are handed on to where nobody lets them in',
  explanation: `Looks at services that hand requests on (\`to\`): whether the other one has any host, and whether it lets in each host that hands on.`,
  judge: (site) =>
    site.services.flatMap((front) => {
      const back = site.services.find(({ name }) => name === front.to);
      if (back === undefined) return [];
      const { from, hosts } = back;
      const known = from?.flatMap((caller) => caller.hosts);
      // Addresses outside of the inventory may be those of its hosts, too.
      const sure = from?.every(({ networks }) => networks.length === 0) ?? false;
      const shut = front.hosts.filter(
        (name) => sure && known?.includes(name) === false && hosts.some((host) => host !== name),
      );
      if (front.hosts.length === 0 || (hosts.length > 0 && shut.length === 0)) return [];
      return [
        {
          about: `service ${front.name}`,
          severity: 'HIGH' as const,
          title:
            hosts.length === 0
              ? `${front.name} hands on to ${back.name}, which no host offers`
              : `${back.name} does not let in ${shut.join(', ')}, which hand requests on to it`,
          evidence: [
            { text: `${front.name} on ${front.hosts.join(', ')}: to is ${back.name}`, at: site.place(front.span) },
            {
              text: `${back.name} on ${hosts.join(', ') || 'nobody'}: from is ${from?.map(({ name }) => name).join(', ') ?? 'any'}`,
              at: site.place(back.span),
            },
          ],
          reasoning:
            'Each request waits for a connection that a firewall drops, and fails. Load balancers take all servers out and answer 503.',
          remedy:
            hosts.length === 0
              ? `put hosts into the group ${back.on.join(', ')}, or say with \`on\` of ${back.name} in \`topology.services\` who offers it, and run \`playbooks/site.yml\``
              : `add ${front.on.join(', ')} to \`from\` of ${back.name} in \`topology.services\` and run \`playbooks/site.yml\``,
        },
      ];
    }),
};
