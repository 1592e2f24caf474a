import { HostError } from '../diagnostics/errors.ts';
import { sh } from '../shell.ts';
import { ask } from './ask.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import type { NodeState } from './node.ts';

/** A member and what is known of it now. */
export type Seen = { readonly member: Member } & (
  | { readonly state: NodeState }
  | {
      readonly state: undefined;
      /** `host`: nothing can be said of it. `server`: the host answers, its server does not. */
      readonly silent: 'host' | 'server';
      readonly why: string;
    }
);
export type Answering = Extract<Seen, { readonly state: NodeState }>;

/** Asks all members at once how they are. */
export async function readMembers(
  members: readonly Member[],
  dialect: ClusterDialect,
  patienceMs = usualMs,
): Promise<readonly Seen[]> {
  return await Promise.all(members.map((member) => readMember(member, dialect, patienceMs)));
}

export async function readMember(member: Member, dialect: ClusterDialect, patienceMs = usualMs): Promise<Seen> {
  try {
    return { member, state: dialect.read(await ask(member, dialect, dialect.state, patienceMs)) };
  } catch (error) {
    if (error instanceof RangeError) return { member, state: undefined, silent: 'server', why: error.message };
    if (!(error instanceof HostError)) throw error;
    if (error.unreachable) return { member, state: undefined, silent: 'host', why: error.message };
    const hanging = error.code === 'timeout' && !(await hostAnswers(member));
    return { member, state: undefined, silent: hanging ? 'host' : 'server', why: error.message };
  }
}

export function isAnswering(seen: Seen): seen is Answering {
  return seen.state !== undefined;
}

/** A healthy server answers in milliseconds; one that is busy beyond measure shall not be taken for a dead one. */
const usualMs = 10_000;
const hostMs = 3000;

/** A server that hangs is not yet a host that hangs. */
async function hostAnswers(member: Member): Promise<boolean> {
  try {
    await member.send({ script: sh`:`, timeoutMs: hostMs });
    return true;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}
