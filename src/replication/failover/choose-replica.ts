import { ask } from '../ask.ts';
import { Refused } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { isAnswering, readMembers } from '../read-members.ts';
import type { Answering } from '../read-members.ts';
import { elect } from './elect.ts';

/**
 * Ends receiving on all replicas, so that what they have is all that they will have, and elects one of them.
 *
 * The applier is started before the receiver is stopped: MariaDB throws away what it has received and not applied when it starts
 * one of the two while both are stopped. A replica on which both were stopped before would lose it that way, so nobody is elected.
 * @throws Refused when nobody can be elected; HostError when a replica does not answer any more
 */
export async function chooseReplica(
  operation: Operation,
  replicas: readonly Answering[],
  preferred: string | undefined,
): Promise<Answering> {
  const { dialect } = operation;
  const { startApplier, startReceiver, stopReceiver } = dialect.sql.replication;
  const members = replicas.map(({ member }) => member);
  await Promise.all(members.map((member) => ask(member, dialect, [startApplier, stopReceiver])));
  const still = (await readMembers(members, dialect)).filter(isAnswering);
  const lost = still.flatMap(({ member: { name }, state }) => {
    const before = replicas.find(({ member }) => member.name === name)?.state.received ?? '';
    const order = dialect.compare(before, state.received);
    return order === 'ahead' || order === 'diverged'
      ? [`${name} had received ${before}, and kept only ${state.received}`]
      : [];
  });
  const own = still.map(({ member, state }): [string, readonly string[]] => {
    const others = still.flatMap((each) => (each.member === member ? [] : [each.state]));
    return [member.name, dialect.errantAmong(state, others)];
  });
  const election = elect(still, dialect, new Map(own), preferred);
  if (lost.length === 0 && election.elected !== undefined) return election.elected;
  await Promise.all(members.map((member) => ask(member, dialect, [startReceiver])));
  const reasons = election.elected === undefined ? [...lost, ...election.reasons] : lost;
  throw new Refused(reasons, 'nothing was promoted, and nobody accepts writes now');
}
