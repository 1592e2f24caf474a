import { ipFamilies } from '../ip-address.ts';
import type { ConnectionLimit, Service } from '../policy.ts';
import { limitKey, limitSetName } from './limit-sets.ts';
import { serviceMatches } from './service-matches.ts';

/**
 * Only what opens a connection counts. Who is refused stays so until he has been quiet for the limit's time: every further try
 * begins it anew.
 */
export function limitedRules(service: Service): readonly string[] {
  const { limit } = service;
  if (limit === undefined) return [];
  const comment = `comment "${service.name}"`;
  return serviceMatches(service, 'in').flatMap(({ family, protocol, text }) => {
    const opening = protocol === 'tcp' ? `${text} tcp flags & (fin | syn | rst | ack) == syn` : text;
    const families = family === 'both' ? ipFamilies : [family];
    const refusals = families.flatMap((each) => {
      const key = limitKey[each];
      const refuse = `update @${limitSetName('refused', each, service)} { ${key} } drop ${comment}`;
      const count = `update @${limitSetName('counted', each, service)} { ${key} ${rateOver(limit)} }`;
      return [
        `${opening} ${key} @${limitSetName('refused', each, service)} ${refuse}`,
        `${opening} ${count} ${refuse}`,
      ];
    });
    return [...refusals, `${text} accept ${comment}`];
  });
}

/**
 * A bucket that holds one connection less than the limit, and is full again after its time: the one that reaches the limit is
 * refused. nft knows few units; the smallest that gives a whole number is taken, and a day is near enough for all others.
 */
function rateOver({ count, seconds }: ConnectionLimit): string {
  const [unit, rate] =
    units
      .map(([name, length]) => [name, (count * length) / seconds] as const)
      .find(([, each]) => Number.isInteger(each)) ?? ([`day`, Math.ceil((count * 86_400) / seconds)] as const);
  return `limit rate over ${rate}/${unit} burst ${Math.max(1, count - 1)} packets`;
}

const units = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const;
