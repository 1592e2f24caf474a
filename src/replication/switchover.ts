import { HostError } from '../diagnostics/errors.ts';
import { ask } from './ask.ts';
import { judgeCluster } from './cluster.ts';
import { customOf, follow } from './follow.ts';
import { freeze, thaw } from './freeze.ts';
import type { Member } from './member.ts';
import { Refused } from './operation.ts';
import type { Operation } from './operation.ts';
import { promote } from './promote.ts';
import { isAnswering, readMembers } from './read-members.ts';
import type { Answering } from './read-members.ts';
import { switchoverProblems } from './switchover-problems.ts';

export interface SwitchoverEnd {
  /** Milliseconds from the first refused write to the first that the new primary would accept. */
  readonly gapMs: number;
  /** Members that do not follow the new primary, with the reason. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Makes another member the primary, with both alive. Until the old primary has promised to stay read-only everything is taken back
 * when something fails; behind that the new one only needs to be told.
 * @throws Refused when nothing has changed; HostError when the new primary could not be told: then nobody accepts writes, and
 *   the next switchover goes on from there
 */
export async function switchover(operation: Operation, target: Member, freezeSeconds: number): Promise<SwitchoverEnd> {
  const { members, dialect, say, now } = operation;
  await Promise.all(members.map(goOn));
  const seen = await readMembers(members, dialect);
  const cluster = judgeCluster(seen, dialect);
  const answering = seen.filter(isAnswering);
  const [writer] = cluster.writers;
  const problems = await switchoverProblems(operation, cluster, target);
  if (problems.length > 0)
    throw new Refused(problems, 'nothing was changed; `rackwright mysql status` shows the whole');
  const custom = customOf(answering, members);
  const candidate = answering.find(({ member }) => member === target);
  if (candidate === undefined) throw new Refused([`${target.name} does not answer`]);

  const begun = now();
  if (writer !== undefined) {
    say(`freezing ${writer.member.name}, for at most ${freezeSeconds} s`);
    const frozen = await freeze(writer.member, dialect, freezeSeconds);
    try {
      say(`${target.name} shall have all up to ${frozen.position}`);
      await reach(operation, target, frozen.position, freezeSeconds / 2);
      await frozen.keep();
    } catch (error) {
      throw taken(error, writer.member.name, await frozen.release());
    }
  }
  if (writer === undefined) await catchUp(operation, candidate);
  await promote(candidate, operation);
  const gapMs = now() - begun;
  say(`${target.name} accepts writes`);

  const others = members.filter((member) => member !== target);
  const left = await Promise.all(
    others.map(async (member) => {
      const followed = answering.find((each) => each.member === member)?.state.source !== undefined;
      const from = followed ? 'applied' : 'written';
      return await follow(member, target, { dialect, settings: operation.settings, custom, from }).then(
        () => [],
        (error: unknown) => [{ name: member.name, why: error instanceof Error ? error.message : String(error) }],
      );
    }),
  );
  return { gapMs, left: left.flat() };
}

/** Whoever does not answer is named when all have been asked. */
async function goOn(member: Member): Promise<void> {
  try {
    await thaw(member);
  } catch (error) {
    if (!(error instanceof HostError && error.unreachable)) throw error;
  }
}

/** Nobody writes, but what a replica has received may still be on its way into its tables. */
async function catchUp(operation: Operation, { member, state }: Answering): Promise<void> {
  if (state.source === undefined || state.received === state.done) return;
  await ask(member, operation.dialect, [operation.dialect.sql.replication.startApplier]);
  await reach(operation, member, state.received, 30);
}

/** @throws Refused when it does not get there in time */
export async function reach({ dialect }: Operation, member: Member, position: string, seconds: number): Promise<void> {
  const [[row] = []] = await ask(member, dialect, [dialect.sql.gtid.reached(position, seconds)], (seconds + 5) * 1000);
  if ([...(row?.values() ?? [])][0] !== '0')
    throw new Refused([`${member.name} did not get to ${position} within ${seconds} s`]);
}

function taken(error: unknown, primary: string, released: boolean): unknown {
  if (!(error instanceof Refused || error instanceof HostError)) return error;
  const reasons = error instanceof Refused ? error.reasons : [error.message];
  if (released) return new Refused(reasons, `nothing was changed: ${primary} goes on`);
  return new Refused(
    [...reasons, `${primary} goes on within its time, or stays read-only if the last word has reached it`],
    'see `rackwright mysql status`; where nobody accepts writes, the next switchover goes on from there',
  );
}
