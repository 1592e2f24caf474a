import type { Cluster } from '../cluster.ts';
import type { Member } from '../member.ts';
import { isAnswering } from '../read-members.ts';

/** The replica that is least behind: of equals the first. Nothing when none receives and applies. Pure. */
export function standIn({ seen, writers }: Cluster): Member | undefined {
  const fit = seen.filter(isAnswering).flatMap(({ member, state: { source } }) => {
    if (writers.some((writer) => writer.member === member)) return [];
    return source?.receiving && source.applying && source.lag !== undefined ? [{ member, lag: source.lag }] : [];
  });
  return fit.sort((one, other) => one.lag - other.lag)[0]?.member;
}
