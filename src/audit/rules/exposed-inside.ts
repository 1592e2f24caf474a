import type { Rule } from '../rule.ts';
import { tierOf } from '../tiers.ts';

/** E1 */
export const exposedInside: Rule = {
  id: 'E1',
  title: 'What is for insiders is open to everybody',
  explanation: `Looks at services of databases, monitoring and administration that are let in \`from: any\` without a limit. Each is a door that is tried all day
long. For sshd a limit on connections makes it a LOW one.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      const tier = tierOf(site, service);
      if (service.from !== undefined || service.hosts.length === 0) return [];
      if (!inside.has(tier)) return [];
      const severity = tier === 'database' ? 'HIGH' : service.limit !== undefined ? 'LOW' : 'MEDIUM';
      return [
        {
          about: `service ${service.name}`,
          severity,
          title: `${service.name} is open to everybody`,
          evidence: [
            { text: `${service.name} on ${service.on.join(', ')}: from is any`, at: site.place(service.span) },
          ],
          reasoning: `Whoever reaches these hosts may try passwords and known holes of ${service.name}. Nothing in the site needs that.`,
          remedy: `name who may use it: \`from: [office, mon]\`, with the networks of administrators under \`topology.zones\`${tier === 'administration' ? ', or at least a `limit`' : ''}`,
        },
      ];
    }),
};

const inside: ReadonlySet<string> = new Set(['database', 'metrics', 'administration', 'overview']);
