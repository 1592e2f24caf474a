import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import { judgeCluster } from '../cluster.ts';
import { customOf, follow } from '../follow.ts';
import type { Member } from '../member.ts';
import { Refused } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { isAnswering, readMember, readMembers } from '../read-members.ts';
import { startAsReplica } from '../start-as-replica.ts';
import { reach } from '../switchover.ts';
import { chooseDonor } from './choose-donor.ts';
import { cloneProblems } from './clone-problems.ts';
import { copyMariadb } from './copy-mariadb.ts';
import { copyMysql } from './copy-mysql.ts';
import { mendData, takeCopy } from './take-copy.ts';

/**
 * Makes a member anew: its data becomes a copy of the replica that has the least to do, and it follows the primary. The former data is moved aside, and
 * removed when it is sure that the primary has all of it. Cut off anywhere, it can be done again.
 * @returns where the target's former data lies when nobody could tell that the primary has all of it; nothing when it was removed
 * @throws Refused when nothing has changed; HostError when the copy failed on the way
 */
export async function clone(operation: Operation, target: Member): Promise<string | undefined> {
  const { members, dialect, settings, say } = operation;
  const { sql } = dialect;
  const method = sql.name === 'mariadb' ? copyMariadb : copyMysql;
  await mend(operation, target, method.needsServer);
  const seen = await readMembers(members, dialect);
  const cluster = judgeCluster(seen, dialect);
  const problems = cloneProblems(cluster, target, dialect);
  const [writer] = cluster.writers;
  if (problems.length > 0 || writer === undefined)
    throw new Refused(
      problems,
      'nothing was changed; what a server wrote by itself is kept by `rackwright mysql rejoin --set-aside`',
    );

  const { name } = target;
  const donor = await chooseDonor(cluster, writer, target);
  say(`copying ${donor.member.name} to ${name}`);
  await method.fetch({ target, donor: donor.member, account: settings });
  say(`${name} takes the copy`);
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const aside = await takeCopy(target, sql, method, stamp);
  const custom = customOf(seen.filter(isAnswering), members);
  await follow(target, writer.member, { dialect, settings, custom, from: 'applied' });
  const now = await readMember(writer.member, dialect);
  if (isAnswering(now)) await reach(operation, target, now.state.done, longestCatchingUp);
  say(`${name} follows ${writer.member.name}`);

  const former = seen.find(({ member }) => member === target);
  const known = former !== undefined && isAnswering(former) && dialect.errant(former.state, writer.state) !== 'unknown';
  if (!known) return aside;
  const { exitCode } = await target.send({ script: sh`rm -rf -- ${aside}`, timeoutMs: 600_000 });
  if (exitCode !== 0) throw new HostError('command-failed', `${name} follows, but ${aside} could not be removed`);
  return undefined;
}

/** An earlier copy may have been cut off anywhere; and a server that has died may still start. */
async function mend({ dialect }: Operation, target: Member, needsServer: boolean): Promise<void> {
  const { exitCode } = await target.send({ script: mendData(dialect.sql), timeoutMs: 10_000 });
  if (exitCode !== 0)
    throw new Refused([`${target.name} has no data directory, and its former one could not be put back`]);
  const seen = await readMember(target, dialect);
  if (isAnswering(seen) || seen.silent === 'host') return;
  try {
    await startAsReplica(target, dialect);
  } catch (error) {
    if (needsServer || !(error instanceof HostError)) throw error;
  }
}

/** Seconds. */
const longestCatchingUp = 600;
