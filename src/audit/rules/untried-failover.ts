import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** T2b */
export const untriedFailover: Rule = {
  id: 'T2b',
  title: 'Nobody has tried the failover lately',
  explanation: `Looks at databases whose writer others follow, and at what the last drill has left on their servers (\`/var/lib/rackwright/mysql/drill\`): MEDIUM when there was
none in 90 days, or it lost something that was acknowledged; else INFO, with how long nobody could write. Needs \`--live\`.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members, kind }) => {
      const seen = members.filter((host) => site.evidence.get(host)?.sql !== undefined);
      if (kind !== 'replicas' || members.length < 2 || seen.length === 0) return [];
      const last = seen
        .flatMap((host) => site.evidence.get(host)?.drill ?? [])
        .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
      const days = last === undefined ? undefined : Math.floor((site.now - Date.parse(last.at)) / day);
      const fresh = days !== undefined && days >= 0 && days <= longest;
      const good = fresh && (last?.missing ?? 0) === 0;
      return [
        {
          about: `service ${service.name}, failover`,
          severity: good ? ('INFO' as const) : ('MEDIUM' as const),
          title:
            days === undefined
              ? `the failover of ${service.name} was never tried`
              : `the failover of ${service.name} was tried ${days} days ago`,
          evidence: [
            {
              text:
                last === undefined
                  ? `${seen.join(', ')}: no record of a drill`
                  : `${last.at}: ${last.outageSeconds.toFixed(1)} s without a write, ${last.missing ?? 'not counted how many'} acknowledged writes gone`,
            },
          ],
          reasoning: good
            ? 'One server accepts writes, and this is what its loss costs. It will cost that only as long as the drill is repeated.'
            : 'Fences, passwords and rights that only a failover needs break without a word. The night on which it is needed is the worst one to find that out.',
          remedy: `\`rackwright mysql drill ${service.on.join(',')}\` rehearses the planned half, there and back, and leaves the record; on a lab of the same inventory \`rackwright drill HOST\` takes the writer away and measures all of it`,
        },
      ];
    }),
};

const day = 86_400_000;
const longest = 90;
