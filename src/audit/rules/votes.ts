import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';
import { fateNames } from '../site.ts';

/** T2d */
export const votes: Rule = {
  id: 'T2d',
  title: 'Votes of a database are placed so that one loss takes the majority',
  explanation: `Looks at databases whose members agree by majority (a service with port 4567), arbitrators included: LOW for an even number of votes, of which one is of no
use; MEDIUM when most of them share a rack, a switch or another thing that hosts say they may be lost with, while others do not.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, voters, kind }) => {
      if (kind !== 'group' || voters.length < 3) return [];
      const evidence = [{ text: `${service.name}: votes of ${voters.join(', ')}`, at: site.place(service.span) }];
      const even = {
        about: `service ${service.name}, votes`,
        severity: 'LOW' as const,
        title: `${service.name} has ${voters.length} votes, which can be split in two halves`,
        evidence,
        reasoning:
          'When the network parts them in the middle, no half has a majority and nobody writes. One vote less would have survived as many losses.',
        remedy: `add a host to the group \`arbitrators\`, or take one out, whose vote goes first (${leave}), and run ${again}`,
      };
      const heavy = fateNames.flatMap((fate) => {
        const named = site.hosts
          .filter(({ name }) => voters.includes(name))
          .map(({ name, fates }) => ({ name, at: fates[fate] }));
        return [...new Set(named.map(({ at }) => at))].flatMap((value) => {
          const there = named.filter(({ at }) => at === value).map(({ name }) => name);
          if (value === undefined || there.length * 2 <= voters.length || there.length === voters.length) return [];
          return [
            {
              about: `service ${service.name}, votes in ${fate} ${value}`,
              severity: 'MEDIUM' as const,
              title: `most votes of ${service.name} share ${fate} ${value}`,
              evidence: [...evidence, { text: `${there.join(', ')}: ${fate} is ${value}` }],
              reasoning: `When ${fate} ${value} is lost, the others are no majority and stop writing, although they have all data. They go on only by hand.`,
              remedy: `move one of ${there.join(', ')} behind another ${fate}, or let a host from elsewhere take the place of an arbitrator there (${leave}), and run ${again}`,
            },
          ];
        });
      });
      return [...(voters.length % 2 === 0 ? [even] : []), ...heavy];
    }),
};

const leave = '`rackwright exec HOST -b -m service -a "{name: garb, state: stopped, enabled: false}"`';
/** Firewalls first. */
const again = '`playbooks/site.yml` and `playbooks/database-galera.yml`';
