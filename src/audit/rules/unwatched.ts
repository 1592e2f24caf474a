import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';

/** M1 */
export const unwatched: Rule = {
  id: 'M1',
  title: 'Monitoring has a hole',
  explanation: `Looks at a site that has exporters: for hosts that offer none, for databases whose own exporter is missing, and for exporters that let no host
of the inventory in. What is not asked raises no alarm, and its panels are empty without a word. A site without any exporter is not judged.`,
  judge: (site) => {
    const exporters = inTier(site, 'metrics');
    if (exporters.length === 0) return [];
    const watches = (host: string, name?: RegExp): boolean =>
      exporters.some((each) => each.hosts.includes(host) && (name === undefined || name.test(each.name)));
    const dark = site.hosts.filter(({ name }) => !watches(name));
    const databases = inTier(site, 'database').filter(({ name }) => /mysql|mariadb/i.test(name));
    return [
      ...dark.map(({ name }) => ({
        about: `host ${name}`,
        severity: 'MEDIUM' as const,
        title: `nothing tells how ${name} is`,
        evidence: [{ text: `no service of the topology is an exporter on ${name}` }],
        reasoning:
          'Its disk fills and its daemons die unseen. Others do have exporters, so everybody will believe that it is watched.',
        remedy: 'let the exporter of hosts be `on: all` in `topology.services` and run `playbooks/monitoring.yml`',
      })),
      ...databases.flatMap((database) => {
        const unseen = database.hosts.filter((host) => watches(host) && !watches(host, /mysql|mariadb/i));
        if (unseen.length === 0) return [];
        return [
          {
            about: `service ${database.name}`,
            severity: 'MEDIUM' as const,
            title: `nothing tells how ${database.name} on ${unseen.join(', ')} is`,
            evidence: [{ text: `${database.name} on ${database.on.join(', ')}`, at: site.place(database.span) }],
            reasoning:
              'Replication that stands still looks like a healthy host. Only the exporter of the database knows.',
            remedy: `add a service \`mysqld-exporter\` on ${database.on.join(', ')} to \`topology.services\` and run \`playbooks/monitoring.yml\``,
          },
        ];
      }),
      ...exporters
        .filter(({ from }) => from?.every(({ hosts }) => hosts.length === 0) ?? true)
        .map((service) => ({
          about: `service ${service.name}`,
          severity: 'MEDIUM' as const,
          title: `nobody in the inventory collects what ${service.name} tells`,
          evidence: [
            {
              text: `${service.name} is ${service.from === undefined ? 'open to all' : 'open to addresses only'}`,
              at: site.place(service.span),
            },
          ],
          reasoning: 'Collectors ask the exporters that let them in by name. This one is asked by none of them.',
          remedy: 'name the group of collectors under `from` in `topology.services` and run `playbooks/monitoring.yml`',
        })),
    ];
  },
};
