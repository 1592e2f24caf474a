import { judgeCluster } from '../cluster.ts';
import { customOf, follow } from '../follow.ts';
import type { Member } from '../member.ts';
import { Refused } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { promote } from '../promote.ts';
import { isAnswering, readMembers } from '../read-members.ts';
import type { Seen } from '../read-members.ts';
import { reach, switchover } from '../switchover.ts';
import { aliveBecause, silenceSeconds } from './death.ts';
import { chooseReplica } from './choose-replica.ts';
import { fence } from './fence.ts';
import { latestRecord, writeRecord } from './record.ts';
import { whoFollows } from './who-follows.ts';

export interface FailoverWish {
  /** Elected among equals. */
  readonly preferred: string | undefined;
  /** Go on without a proof that the old primary is dead. */
  readonly acceptSplitBrain: boolean;
  /** Seconds in which there is no second one unless the first is acknowledged. */
  readonly blockSeconds: number;
}

export interface FailoverEnd {
  readonly from: string;
  readonly to: string;
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Makes a replica the primary because the primary is dead: death is seen from several places, the old primary is fenced before
 * anything is promoted, and the replica that has most becomes the new one when it has applied all of it.
 * @throws Refused when nothing was promoted; HostError when the elected could not be told
 */
export async function failover(operation: Operation, wish: FailoverWish): Promise<FailoverEnd> {
  const { members, dialect, say } = operation;
  const look = await readMembers(members, dialect, answerMs);
  const { followed: primary, writers } = judgeCluster(look, dialect);
  if (writers.length > 0)
    throw new Refused(
      [`${writers.map(({ member }) => member.name).join(' and ')} accepts writes`],
      'with the primary alive it is `rackwright mysql switchover`',
    );
  if (look.every(isAnswering)) return await resume(operation, wish.preferred, primary);
  if (primary === undefined)
    throw new Refused(whoFollows(look, members), 'nothing was done; see `rackwright mysql status`');
  await unlessBlocked(members, wish.blockSeconds);
  const last = await death(operation, primary, look);
  if (last === 'alive') return await resume(operation, wish.preferred, primary);

  say(`fencing ${primary.name}`);
  const fenced = await fence(primary, dialect);
  if (fenced.proof !== undefined) say(`${primary.name}: ${fenced.proof}`);
  else if (wish.acceptSplitBrain) say(`${primary.name} may live and accept writes: ${fenced.tried.join('; ')}`);
  else
    throw new Refused(
      [`there is no proof that ${primary.name} accepts no writes`, ...fenced.tried],
      'nothing was promoted; when you know that it is dead, say --accept-split-brain',
    );

  const replicas = last.filter((seen) => seen.member !== primary).filter(isAnswering);
  const chosen = await chooseReplica(operation, replicas, wish.preferred);
  const { member: to, state } = chosen;
  say(`${to.name} has most: ${state.received}`);
  await reach(operation, to, state.received, longestApplying);
  const at = new Date().toISOString();
  const begun = { at, from: primary.name, to: to.name, position: state.received, finished: false, acknowledged: false };
  await writeRecord(to, begun);
  await promote(chosen, operation);
  const record = { ...begun, finished: true };
  await writeRecord(to, record);
  say(`${to.name} accepts writes`);

  const custom = customOf(replicas, members);
  const others = replicas.filter(({ member }) => member !== to);
  const left = await Promise.all(
    others.map(async ({ member }) => {
      try {
        await follow(member, to, { dialect, settings: operation.settings, custom, from: 'applied' });
        await writeRecord(member, record);
        return [];
      } catch (error) {
        return [{ name: member.name, why: error instanceof Error ? error.message : String(error) }];
      }
    }),
  );
  return { from: primary.name, to: to.name, left: left.flat() };
}

async function unlessBlocked(members: readonly Member[], blockSeconds: number): Promise<void> {
  const before = await latestRecord(members);
  if (before === undefined || before.acknowledged || !before.finished) return;
  const age = (Date.now() - Date.parse(before.at)) / 1000;
  if (age >= blockSeconds) return;
  throw new Refused(
    [`${before.to} took over from ${before.from} ${Math.round(age)} s ago, and nobody has acknowledged that`],
    'find out why; then `rackwright mysql acknowledge` allows the next one',
  );
}

/**
 * All live, and nobody accepts writes: the primary was started again, as after a crash. Nobody can be accepting writes unseen, so
 * nothing is fenced; the primary goes on if it has all that others have, for it may have more.
 * @throws Refused as {@link switchover} does
 */
async function resume(
  operation: Operation,
  preferred: string | undefined,
  primary: Member | undefined,
): Promise<FailoverEnd> {
  const target = operation.members.find(({ name }) => name === preferred) ?? primary;
  if (target === undefined)
    throw new Refused(['all servers answer, and nobody accepts writes'], 'say who shall: --to HOST');
  operation.say(`all servers answer, and nobody accepts writes; ${target.name} shall`);
  const { left } = await switchover(operation, target, 1);
  return { from: primary?.name ?? 'nobody', to: target.name, left };
}

/** Gives the last look, or `alive` when now all answer. What was on its way when the primary died may still be heard at first. */
async function death(
  { members, dialect, say, sleep, now }: Operation,
  primary: Member,
  first: readonly Seen[],
): Promise<readonly Seen[] | 'alive'> {
  const seconds = silenceSeconds(first);
  say(`${primary.name} does not answer; listening for ${seconds} s whether a replica hears it`);
  let looks: readonly (readonly Seen[])[] = [first];
  let quietSince = now();
  const patience = now() + 2 * seconds * 1000;
  while (now() - quietSince < seconds * 1000) {
    await sleep(1000);
    const look = await readMembers(members, dialect, answerMs);
    looks = [...looks, look];
    const alive = aliveBecause(primary, looks);
    if (alive === undefined) continue;
    if (look.every(isAnswering)) return 'alive';
    if (alive.certain || now() > patience) throw new Refused([alive.why], 'nothing was done');
    looks = [look];
    quietSince = now();
  }
  return looks.at(-1) ?? first;
}

/** A frozen one must not hold up those who wait for a new one; replicas say whether it is only busy. */
const answerMs = 4000;
/** Seconds. */
const longestApplying = 60;
