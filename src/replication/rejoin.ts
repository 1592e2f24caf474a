import { HostError } from '../diagnostics/errors.ts';
import { judgeCluster, sourceOf } from './cluster.ts';
import { customOf, follow } from './follow.ts';
import type { Member } from './member.ts';
import { Refused } from './operation.ts';
import type { Operation } from './operation.ts';
import { isAnswering, readMember, readMembers } from './read-members.ts';
import type { NodeState } from './node.ts';
import type { Answering, Seen } from './read-members.ts';
import { setAside } from './set-aside.ts';
import { holdsUnfinishedCopy } from './clone/holds-unfinished-copy.ts';
import { startAsReplica } from './start-as-replica.ts';

export interface RejoinEnd {
  readonly name: string;
  /** `member`: it followed the primary already. */
  readonly outcome: 'member' | 'joined' | 'set aside' | 'refused';
  readonly why: string;
}

/**
 * Brings every member back that does not follow the primary: starts its server if need be, and has it follow when it has nothing that the
 * primary lacks. What it wrote by itself is named, and nothing is done to it, unless it is the one to be set aside.
 * @throws Refused without one primary
 */
export async function rejoin(operation: Operation, aside?: string): Promise<readonly RejoinEnd[]> {
  const seen = await readMembers(operation.members, operation.dialect);
  const { writers } = judgeCluster(seen, operation.dialect);
  const [writer, second] = writers;
  if (writer === undefined)
    throw new Refused(['no member accepts writes'], 'first `rackwright mysql switchover`, or `failover`');
  if (second !== undefined)
    throw new Refused([`${writers.map(({ member }) => member.name).join(' and ')} accept writes`]);
  const custom = customOf(seen.filter(isAnswering), operation.members);
  const others = seen.filter((each) => each !== writer);
  return await Promise.all(
    others.map(async (each) => {
      const { name } = each.member;
      try {
        return { name, ...(await bringBack(each)) };
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        return { name, outcome: 'refused' as const, why: error.message };
      }
    }),
  );

  async function bringBack(each: Seen): Promise<Omit<RejoinEnd, 'name'>> {
    const answering = await awake(each);
    const { member, state } = answering;
    if (isFollowing(answering, writer?.member, operation.members))
      return { outcome: 'member', why: 'follows the primary' };
    if (await holdsUnfinishedCopy(member, operation.dialect.sql))
      return { outcome: 'refused', why: 'a copy was cut off there; `rackwright mysql clone` makes it anew' };
    // A server without a source was the primary: what it wrote must be known where it shall go on.
    const primary = await readMember(writer?.member ?? member, operation.dialect);
    if (!isAnswering(primary)) return { outcome: 'refused', why: `the primary does not answer: ${primary.why}` };
    const errant = operation.dialect.errant(state, primary.state);
    if (errant.length > 0 && member.name === aside) return await makeNew(member, state, primary.state);
    if (errant === 'unknown')
      return {
        outcome: 'refused',
        why: 'the log of the primary does not reach back to what it wrote; it must be cloned anew',
      };
    if (errant.length > 0)
      return { outcome: 'refused', why: `it wrote what the primary does not have: ${errant.join(', ')}` };
    const from = state.source === undefined ? 'written' : 'applied';
    await follow(member, primary.member, { dialect: operation.dialect, settings: operation.settings, custom, from });
    return { outcome: 'joined', why: `follows ${primary.member.name} from ${state.done}` };
  }

  async function makeNew(member: Member, state: NodeState, primary: NodeState): Promise<Omit<RejoinEnd, 'name'>> {
    const behind = operation.dialect.known(state, primary);
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const { transactions, data } = await setAside(member, operation.dialect, behind, stamp);
    const why = `what it wrote by itself is kept in ${transactions}, its data in ${data}; it is empty now: have the role give it a copy`;
    return { outcome: 'set aside', why };
  }

  async function awake(each: Seen): Promise<Answering> {
    if (isAnswering(each)) return each;
    if (each.silent === 'host') throw new HostError('unreachable', each.why);
    operation.say(`starting the server of ${each.member.name}`);
    await startAsReplica(each.member, operation.dialect);
    const now = await readMember(each.member, operation.dialect);
    if (isAnswering(now)) return now;
    throw new HostError('command-failed', `its server was started and does not answer: ${now.why}`);
  }
}

function isFollowing(answering: Answering, primary: Member | undefined, members: readonly Member[]): boolean {
  const { source } = answering.state;
  return source !== undefined && source.receiving && source.applying && sourceOf(answering, members) === primary;
}
