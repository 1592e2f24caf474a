import type { UnitLimits } from '../evidence/host-evidence.ts';
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
web server reaches data and replication passwords, no firewall can lie between tiers, and each reboot is a failover of the database. MEDIUM where all of these hosts
show (\`--live\`) that the web’s units have a \`MemoryMax\` and run with an \`OOMScoreAdjust\` that is at least 500 above the database’s: then memory is no longer what takes it along.`,
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
    const kept = mixed.map(({ name }) => isolation(site.evidence.get(name)?.units));
    const isolated = kept.every((each) => each?.holds === true);
    return [
      {
        about: `hosts ${names.join(', ')}`,
        severity: isolated ? 'MEDIUM' : 'HIGH',
        title: `${names.length === 1 ? names.join('') : `${names.length} hosts`} run the database beside what clients reach`,
        evidence: [
          ...mixed.map(({ name, tiers }) => ({ text: `${name} offers ${tiers.join(', ')}` })),
          ...mixed.flatMap(({ name }, index) => {
            const text = kept[index]?.text;
            return text === undefined ? [] : [{ text: `${name}: ${text}` }];
          }),
          ...services.map((service) => ({
            text: `${service.name} on ${service.on.join(', ')}`,
            at: site.place(service.span),
          })),
        ],
        reasoning: isolated
          ? 'Memory of the web can no longer take the database along. A hole in the web server still reaches the data, no firewall can part the two, and every reboot for one is an outage of the other.'
          : 'A hole in the web server or a spike of its memory takes the database with it on the same host. No firewall can part the two, and every reboot for one is an outage of the other.',
        remedy: isolated
          ? 'give the database hosts of its own (`on: db`) and run `playbooks/database.yml` there, or bear the rest in `audit_waivers`'
          : `give the database hosts of its own (\`on: db\`) and run \`playbooks/database.yml\` there. Where that cannot be, keep the web’s memory from it: ${dropIn(names, 'nginx')}, the same for \`php8.2-fpm\` or what runs there, and restart these (\`state: restarted\` of \`service\`)`,
      },
    ];
  },
};

/** What keeps the web's memory from the database; nothing where that was not seen. */
function isolation(
  units: readonly UnitLimits[] | undefined,
): { readonly holds: boolean; readonly text: string } | undefined {
  const databases = units?.filter(({ database }) => database) ?? [];
  const others = units?.filter(({ database }) => !database) ?? [];
  if (units === undefined || databases.length === 0 || others.length === 0) return undefined;
  return {
    holds: others.every(
      (web) => web.limited && databases.every((each) => each.oomScoreAdjust + 500 <= web.oomScoreAdjust),
    ),
    text: [
      ...databases.map(({ name, oomScoreAdjust }) => `${name} runs with OOMScoreAdjust ${oomScoreAdjust}`),
      ...others.map(
        ({ name, limited, oomScoreAdjust }) => `${name} with ${oomScoreAdjust} and ${limited ? 'a' : 'no'} MemoryMax`,
      ),
    ].join(', '),
  };
}

/** The database need not be restarted for it. */
function dropIn(hosts: readonly string[], unit: string): string {
  return `\`rackwright exec ${hosts.join(',')} -b -m systemd_unit -a '{name: ${unit}, dropin: memory, content: "[Service]\\nMemoryMax=25%\\nOOMScoreAdjust=500\\n"}'\``;
}
