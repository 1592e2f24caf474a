import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';

/** T2 */
export const singleWriter: Rule = {
  id: 'T2',
  title: 'One database server, or too few for a safe failover',
  explanation: `Looks at services of databases. With one host, its loss stops all writes until somebody restores a backup. With two, neither can know
whether the other is dead or only cut off, so a failover without a third vote may leave two writers. Replication does not replace a backup.`,
  judge: (site) =>
    inTier(site, 'database').flatMap((service) => {
      if (service.hosts.length === 0 || service.hosts.length > 2) return [];
      const single = service.hosts.length === 1;
      const evidence = [
        { text: `${service.name} is offered by ${service.hosts.join(', ')}`, at: site.place(service.span) },
      ];
      return [
        {
          about: `service ${service.name}`,
          severity: single ? 'HIGH' : 'MEDIUM',
          title: single ? `${service.name} has one server` : `${service.name} has two servers and no third vote`,
          evidence,
          reasoning: single
            ? `When ${service.hosts.join('')} is lost, nothing can be written until it is rebuilt. All data since the last backup is lost with it.`
            : 'Two servers cannot tell a dead partner from a cut line. Failing over automatically may leave two writers whose data drift apart.',
          remedy: single
            ? `add two hosts to the group ${service.on.join(', ')} and run \`playbooks/database.yml\`, which makes them replicas that a commit waits for`
            : `add a third host to the group ${service.on.join(', ')}, in another rack than the others, and run \`playbooks/database.yml\``,
        },
      ];
    }),
};
