import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';
import { watchersOf } from '../watchers.ts';

/** T5 */
export const watcherAmongWatched: Rule = {
  id: 'T5',
  title: 'Monitoring runs on a host that it watches for others',
  explanation: `Looks at hosts that call exporters and also offer what clients or databases need. When such a host is lost, the alarm for it is lost, too.`,
  judge: (site) => {
    const watchers = watchersOf(site);
    const serving = (['edge', 'application', 'database'] as const).flatMap((tier) => inTier(site, tier));
    return watchers.flatMap((host) => {
      const own = serving.filter(({ hosts }) => hosts.includes(host));
      if (own.length === 0) return [];
      return [
        {
          about: `host ${host}`,
          severity: 'MEDIUM' as const,
          title: `${host} watches the site and is part of it`,
          evidence: own.map((service) => ({
            text: `${host} also offers ${service.name}`,
            at: site.place(service.span),
          })),
          reasoning:
            'What takes this host down takes the alarm for it down as well. Nobody is told when it matters most.',
          remedy:
            'let the group `mon` hold a host that offers nothing else, set `alertmanager_deadman_url` to something outside of the site, and run `playbooks/monitoring.yml`',
        },
      ];
    });
  },
};
