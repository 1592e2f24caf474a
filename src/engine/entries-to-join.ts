import type { Inspection } from '../definition.ts';
import type { Become } from '../host.ts';
import type { Step } from '../resource.ts';
import { becomeKey } from './become-key.ts';
import type { HostContext } from './context.ts';
import type { Dependencies } from './dependencies.ts';
import type { Entry } from './entry.ts';
import { joinableSteps } from './joinable-steps.ts';
import { isPlain, TouchedPaths } from './touched-paths.ts';

/** Entries whose steps may be sent without waiting for each other's proof: one after the other on the host, all the same. */
export interface JoinedEntries {
  /** The first and the last one change something; in between there may be unchanged and skipped ones. */
  readonly members: readonly Member[];
  readonly become: Become | undefined;
  /** What texts cannot tell: that none of these is a symbolic link or lies behind one. */
  readonly paths: readonly string[];
}

export interface Member {
  readonly entry: Entry;
  /** Nothing for one that is skipped. */
  readonly before?: Inspection;
}

/**
 * The first entries of a window that can be joined, or nothing when there is but one. Each but the first was read before
 * the steps of those in front of it; it may join them when these steps have known effects that leave its reading true and when
 * each of them is sure to hold (`settles`), so that it could not have been a failed proof that keeps this one from its turn.
 */
export async function entriesToJoin(
  context: HostContext,
  window: readonly Entry[],
): Promise<JoinedEntries | undefined> {
  if (context.mode !== 'run') return undefined;
  const members: Member[] = [];
  const touched = new TouchedPaths();
  const read = new Set<string>();
  let become: Become | undefined;
  let changing = 0;
  let last = 0;
  let room = largestContent;
  for (const entry of window) {
    if (entry.turn.type === 'skip' && changing > 0) {
      members.push({ entry });
      continue;
    }
    const candidate = entry.context === context ? await candidateOf(entry) : undefined;
    if (candidate === undefined || !touched.leaves(candidate.dependencies)) break;
    const { before, dependencies } = candidate;
    if (before.changes.length > 0) {
      const steps = joinableSteps(before);
      room -= contentOf(steps ?? []);
      if (steps === undefined || room < 0) break;
      if (changing > 0 && becomeKey(candidate.become) !== becomeKey(become)) break;
      become = candidate.become;
      touched.add(steps);
      changing += 1;
      last = members.length + 1;
    } else if (changing === 0) break;
    for (const path of dependencies.paths) read.add(path);
    members.push({ entry, before });
  }
  if (changing < 2) return undefined;
  return { members: members.slice(0, last), become, paths: [...new Set([...touched.all, ...read])] };
}

/** Bytes of files that travel in one script. */
const largestContent = 512 * 1024;

interface Candidate {
  readonly before: Inspection;
  readonly dependencies: Dependencies;
  readonly become: Become | undefined;
}

async function candidateOf({ turn, task }: Entry): Promise<Candidate | undefined> {
  if (task.until !== undefined) return undefined;
  if (turn.type !== 'resource') return undefined;
  try {
    const before = await turn.inspection;
    // What the host must be able to undo by itself has a turn of its own.
    if (before.changes.length > 0 && before.protection !== undefined) return undefined;
    const { dependencies, become } = turn;
    if (![...dependencies.paths].every(isPlain)) return undefined;
    return { before, dependencies, become };
  } catch {
    // What it is will be said at its turn.
    return undefined;
  }
}

function contentOf(steps: readonly Step[]): number {
  return steps.reduce((size, step) => size + (step.type === 'write' ? step.content.length : 0), 0);
}
