import { sourceOf } from '../cluster.ts';
import type { Cluster } from '../cluster.ts';
import type { ClusterDialect } from '../cluster-dialect.ts';
import type { Member } from '../member.ts';
import { isAnswering } from '../read-members.ts';

/**
 * Why a member's data must not be replaced by a copy; empty when it may. It may when everybody knows who the primary is, it is another one, and what this one
 * holds is nobody's: it accepts no writes, nobody follows it, and it wrote nothing that the primary lacks. Pure.
 */
export function cloneProblems({ seen, writers }: Cluster, target: Member, dialect: ClusterDialect): readonly string[] {
  const { name } = target;
  const [writer, second] = writers;
  if (writer === undefined) return ['no member accepts writes: this one may be the one that shall'];
  if (second !== undefined) return [`${writers.map(({ member }) => member.name).join(' and ')} accept writes`];
  if (writer.member === target) return [`${name} is the primary`];
  const members = seen.map(({ member }) => member);
  const followers = seen
    .filter(isAnswering)
    .filter((each) => each.member !== target && sourceOf(each, members) === target)
    .map(({ member }) => `${member.name} follows ${name}`);
  const self = seen.find(({ member }) => member === target);
  if (self === undefined) return [`${name} is no member`];
  if (!isAnswering(self))
    return self.silent === 'host' ? [...followers, `${name} does not answer: ${self.why}`] : followers;
  const heard = self.state.replicas > 0 && followers.length === 0 ? [`somebody follows ${name}`] : [];
  const errant = dialect.errant(self.state, writer.state);
  const own = errant === 'unknown' ? [] : errant.map((gtid) => `${name} wrote ${gtid} by itself`);
  return [...followers, ...heard, ...own];
}
