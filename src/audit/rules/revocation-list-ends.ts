import type { Rule } from '../rule.ts';

/** X2 */
export const revocationListEnds: Rule = {
  id: 'X2',
  title: 'A revocation list has ended, or soon will',
  explanation: `Looks at \`/etc/ssl/rackwright/ca.crl\` of hosts: HIGH when one of its lists has ended, MEDIUM when it has less than 14 days. HAProxy and nginx refuse every
certificate when their list has ended, good ones too. One that runs renew is never that old. Needs \`--live\`.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { revocationLists }]) => {
      if (revocationLists === undefined || revocationLists.ends >= site.now + 14 * day) return [];
      const { file, ends } = revocationLists;
      const ended = ends < site.now;
      return [
        {
          about: `host ${host}, revocation list`,
          severity: ended ? ('HIGH' as const) : ('MEDIUM' as const),
          title: `${host} has revocation lists that ${ended ? 'have ended' : 'end soon'}`,
          evidence: [{ text: `${host} ${file}: Next Update ${new Date(ends).toISOString()}` }],
          reasoning:
            'From that moment who verifies refuses everybody: web hosts all clients, load balancers all web hosts. No renewed certificate helps against it.',
          remedy:
            'run `playbooks/site.yml`, which makes new lists when half of their life is over, and have it run on a timer',
        },
      ];
    }),
};

const day = 86_400_000;
