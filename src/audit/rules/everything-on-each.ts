import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';
import type { Tier } from '../tiers.ts';

const judged: readonly Tier[] = ['edge', 'application', 'database'];

/** T3 */
export const everythingOnEach: Rule = {
  id: 'T3',
  title: 'The same hosts run web, application and database',
  explanation: `Looks at hosts that offer services of several tiers: what clients reach, what works behind it, databases. Such hosts are simple and each
can stand in for each; but a spike of one tier takes memory and disk from all, the kernel may kill the database for it, a hole in the
web server reaches data and replication passwords, no firewall can lie between tiers, and each reboot is a failover of the database.`,
  judge: (site) => {
    const tiersOf = (host: string): readonly Tier[] =>
      judged.filter((tier) =>
        // An arbitrator is no database: it votes, and has no data.
        tier === 'database'
          ? databasesOf(site).some(({ members }) => members.includes(host))
          : inTier(site, tier).some(({ hosts }) => hosts.includes(host)),
      );
    const mixed = site.hosts
      .map(({ name }) => ({ name, tiers: tiersOf(name) }))
      .filter(({ tiers }) => tiers.includes('database') && tiers.length > 1);
    if (mixed.length === 0) return [];
    const names = mixed.map(({ name }) => name);
    const services = judged
      .flatMap((tier) => inTier(site, tier))
      .filter(({ hosts }) => hosts.some((host) => names.includes(host)));
    return [
      {
        about: `hosts ${names.join(', ')}`,
        severity: 'HIGH',
        title: `${names.length === 1 ? names.join('') : `${names.length} hosts`} run the database beside what clients reach`,
        evidence: [
          ...mixed.map(({ name, tiers }) => ({ text: `${name} offers ${tiers.join(', ')}` })),
          ...services.map((service) => ({
            text: `${service.name} on ${service.on.join(', ')}`,
            at: site.place(service.span),
          })),
        ],
        reasoning:
          'A hole in the web server or a spike of its memory takes the database with it on the same host. No firewall can part the two, and every reboot for one is an outage of the other.',
        remedy:
          'give the database hosts of its own (`on: db`) and run `playbooks/database.yml` there. Where that cannot be: systemd’s MemoryMax for the web, OOMScoreAdjust=-800 for the database, sockets in place of ports, and a waiver that says so',
      },
    ];
  },
};
