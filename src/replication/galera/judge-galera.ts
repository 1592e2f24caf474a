import type { GaleraPart } from '../../sql/galera/galera-state.ts';
import type { Problem } from '../cluster.ts';
import type { GaleraSeen } from './read-galera-members.ts';

/** What is wrong with a Galera cluster. Pure. */
export function judgeGalera(seen: readonly GaleraSeen[]): readonly Problem[] {
  const states = seen.flatMap((each) => ('state' in each ? [each.state] : []));
  const members = states.filter(({ part }) => part === 'member' || part === 'joining');
  const votes = members.length + states.filter(({ arbitrates }) => arbitrates).length;
  const clusters = new Set(members.map(({ uuid }) => uuid));
  const sizes = new Set(members.map(({ size }) => size));
  const most = Math.max(0, ...sizes);
  return [
    ...seen.flatMap((each) => problemsOf(each)),
    ...(members.length === 0
      ? [{ about: 'all', message: 'nobody who answers is a member: nobody accepts writes' }]
      : []),
    ...(clusters.size > 1 ? [{ about: 'all', message: `they are members of ${clusters.size} clusters` }] : []),
    ...(clusters.size === 1 && sizes.size > 1
      ? [
          {
            about: 'all',
            message: `members see ${[...sizes].join(' and ')} of them: two components may both accept writes`,
          },
        ]
      : []),
    // Those who are not asked may be more; never fewer.
    ...(clusters.size === 1 && sizes.size === 1 && most < votes
      ? [
          {
            about: 'all',
            message: `members see ${most} votes of ${votes} that run: who is not seen is cut off, or of another cluster`,
          },
        ]
      : []),
    ...(members.length > 0 && most > 0 && most % 2 === 0 && most < 3
      ? [{ about: 'all', message: `of ${most} members none may fail` }]
      : []),
  ];
}

function problemsOf(seen: GaleraSeen): readonly Problem[] {
  const about = seen.name;
  if (!('state' in seen)) return [{ about, message: `cannot be asked: ${seen.why}` }];
  const { part, comment, arbitrator, arbitrates } = seen.state;
  const arbitration = arbitrates ? undefined : 'has an arbitrator that does not run: its vote is missing';
  const absent = arbitrator ? arbitration : messages.absent;
  const message = { ...messages, absent, joining: `has not caught up (${comment})` }[part];
  return message === undefined ? [] : [{ about, message }];
}

const messages: Readonly<Record<GaleraPart, string | undefined>> = {
  member: undefined,
  joining: undefined,
  stranded: 'is without quorum: it refuses reads and writes',
  starting: 'is starting, and accepts nobody yet',
  silent: 'has a server process that does not answer',
  alone: 'belongs to no cluster, and accepts writes that nobody else gets',
  down: 'has no server process',
  absent: 'has no server installed',
};
