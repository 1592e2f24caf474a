import type { Rule } from '../rule.ts';
import { fateNames } from '../site.ts';
import { tierOf } from '../tiers.ts';

/** T9 */
export const sharedFate: Rule = {
  id: 'T9',
  title: 'All servers of a service share what they may be lost with',
  explanation: `Looks at services with several hosts whose variables (${fateNames.map((each) => `\`${each}\``).join(', ')}) all name the same thing. Servers that fail together
are no redundancy. Hosts that do not say where they stand are not judged.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      const tier = tierOf(site, service);
      if (service.hosts.length < 2 || tier === 'administration' || tier === 'metrics') return [];
      const members = site.hosts.filter(({ name }) => service.hosts.includes(name));
      return fateNames.flatMap((fate) => {
        const values = new Set(members.map(({ fates }) => fates[fate]));
        const [value] = values;
        if (values.size !== 1 || value === undefined || !distinct(site.hosts.map(({ fates }) => fates[fate])))
          return [];
        return [
          {
            about: `service ${service.name}, ${fate} ${value}`,
            severity: tier === 'database' || tier === 'edge' ? ('HIGH' as const) : ('MEDIUM' as const),
            title: `all servers of ${service.name} share ${fate} ${value}`,
            evidence: [
              { text: `${service.hosts.join(', ')}: ${fate} is ${value}` },
              { text: `${service.name} is offered there only`, at: site.place(service.span) },
            ],
            reasoning: `When ${fate} ${value} is lost, all of them are lost at once. Their number protects from the loss of single hosts only.`,
            remedy: `put one of ${service.hosts.join(', ')} behind another ${fate} and say so in its variable \`${fate}\`; or give \`topology.services\` a host that stands elsewhere`,
          },
        ];
      });
    }),
};

/** Where the whole site shares it, as a small one does its room, no placing within it could help. */
function distinct(values: readonly (string | undefined)[]): boolean {
  return new Set(values.filter((value) => value !== undefined)).size > 1;
}
