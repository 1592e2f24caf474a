import type { Rule } from '../rule.ts';
import { tierOf } from '../tiers.ts';

/** E1 */
export const exposedInside: Rule = {
  id: 'E1',
  title: 'What is for insiders is open to everybody',
  explanation: `Looks at services of databases, monitoring and administration that are let in \`from: any\` (or a network that is all of them) without a limit. Each is
a door that is tried all day long. HIGH for databases and for what asks for no password (telnet, Docker, kubelets); for the others a limit on connections makes it a LOW one.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      const tier = tierOf(site, service);
      if (service.hosts.length === 0 || !inside.has(tier)) return [];
      const wide = service.from?.find(({ networks }) => networks.some((each) => each.endsWith('/0')));
      if (service.from !== undefined && wide === undefined) return [];
      const asksNobody = service.ports.some((port) => passwordless.has(port));
      const severity = tier === 'database' || asksNobody ? 'HIGH' : service.limit !== undefined ? 'LOW' : 'MEDIUM';
      return [
        {
          about: `service ${service.name}`,
          severity,
          title: `${service.name} is open to everybody`,
          evidence: [
            {
              text: `${service.name} on ${service.on.join(', ')}: from is ${wide?.name ?? 'any'}`,
              at: site.place(service.span),
            },
          ],
          reasoning: `Whoever reaches these hosts may try passwords and known holes of ${service.name}. Nothing in the site needs that.`,
          remedy: `name who may use it (\`from: [office, mon]\`) and run \`playbooks/site.yml\`, with their networks under \`topology.zones\`${tier === 'administration' ? ', or at least a `limit`' : ''}`,
        },
      ];
    }),
};

const inside: ReadonlySet<string> = new Set(['database', 'metrics', 'administration', 'overview']);
/** Who reaches these may do everything, or listens to the passwords of those who may. */
const passwordless: ReadonlySet<number | string> = new Set([23, 2375, 10250]);
