import { judgeCluster } from '../cluster.ts';
import type { Cluster } from '../cluster.ts';
import type { Member } from '../member.ts';
import { Refused } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { isAnswering, readMembers } from '../read-members.ts';
import { switchover } from '../switchover.ts';
import type { Rehearsal } from './rehearsal.ts';
import { standIn } from './stand-in.ts';

/**
 * Proves on the living cluster that another server can take over: a switchover there and, when all follow the new primary, back again.
 * Each costs clients as long as the record says; so it is for a maintenance window.
 * @param target who shall stand in; nothing means the replica that is least behind
 * @throws Refused when the cluster is not healthy before, between or behind them, or one of them was refused; HostError as {@link switchover} does
 */
export async function rehearse(
  operation: Operation,
  target: Member | undefined,
  freezeSeconds: number,
): Promise<Rehearsal> {
  const { say } = operation;
  const cluster = await look(operation);
  const [primary] = cluster.writers;
  if (primary === undefined || cluster.problems.length > 0)
    throw new Refused(worded(cluster), 'a drill is for a healthy cluster; nothing was changed');
  const other = target ?? standIn(cluster);
  if (other === undefined) throw new Refused(['no replica could stand in for the primary'], 'nothing was changed');

  const at = new Date().toISOString();
  const there = await turn(other);
  const back = await turn(primary.member);
  say(`${other.name} stood in for ${primary.member.name}, which is the primary again`);
  return { at, primary: primary.member.name, standIn: other.name, thereMs: there, backMs: back };

  async function turn(to: Member): Promise<number> {
    const { gapMs, left } = await switchover(operation, to, freezeSeconds);
    say(`nobody accepted writes for ${(gapMs / 1000).toFixed(2)} s`);
    const reasons = left.map(({ name, why }) => `${name} does not follow ${to.name}: ${why}`);
    if (reasons.length > 0) throw new Refused(reasons, `the drill failed; ${to.name} is the primary now`);
    await settle(operation, to);
    return Math.round(gapMs);
  }
}

/** Replicas take a moment to find their new source. */
async function settle(operation: Operation, primary: Member): Promise<void> {
  const { sleep, now } = operation;
  const patience = now() + settleMs;
  for (;;) {
    const cluster = await look(operation);
    if (cluster.problems.length === 0) return;
    if (now() > patience)
      throw new Refused(
        worded(cluster),
        `the drill failed; ${primary.name} is the primary now, see \`rackwright mysql status\``,
      );
    await sleep(500);
  }
}

async function look({ members, dialect }: Operation): Promise<Cluster> {
  return judgeCluster(await readMembers(members, dialect), dialect);
}

function worded({ problems, seen }: Cluster): readonly string[] {
  if (problems.length > 0) return problems.map(({ about, message }) => `${about}: ${message}`);
  return [`no server of ${seen.filter(isAnswering).length} that answer accepts writes`];
}

const settleMs = 30_000;
