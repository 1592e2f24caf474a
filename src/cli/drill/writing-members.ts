import { HostError } from '../../diagnostics/errors.ts';
import type { WriteProbe } from '../../drill/probes.ts';
import { ask } from '../../replication/ask.ts';
import type { ClusterDialect } from '../../replication/cluster-dialect.ts';
import type { Member } from '../../replication/member.ts';
import { isAnswering, readMembers } from '../../replication/read-members.ts';

/**
 * Writes all the time, to whichever member accepts it, into a database of its own, and counts what was acknowledged over here: what a member
 * said and nobody heard does not count. The statement is one that a server which only follows leaves without effect.
 * @param failover makes another one the writer, and gives what was said
 */
export async function writingMembers(
  members: readonly Member[],
  dialect: ClusterDialect,
  sleep: (milliseconds: number) => Promise<void>,
  failover: () => Promise<string>,
): Promise<WriteProbe> {
  const acknowledged: { readonly id: number; readonly at: number }[] = [];
  const ending = new AbortController();
  let last = 0;
  const first = await writerOf(members, dialect);
  await ask(first, dialect, [
    `DROP DATABASE IF EXISTS ${place}`,
    `CREATE DATABASE ${place}`,
    `CREATE TABLE ${place}.writes (id INT PRIMARY KEY) ENGINE = InnoDB`,
  ]);
  const work = Promise.all(members.map(keepWriting));
  return {
    acknowledged,
    failover,
    stop: async () => {
      ending.abort();
      await work;
    },
    kept: async () => {
      const [rows = []] = await ask(
        await writerOf(members, dialect),
        dialect,
        [`SELECT id FROM ${place}.writes`],
        60_000,
      );
      return new Set(rows.flatMap((row) => row.get('id') ?? []));
    },
  };

  async function keepWriting(member: Member): Promise<void> {
    while (!ending.signal.aborted) {
      const id = (last += 1);
      const wrote = await write(member, id);
      if (wrote) acknowledged.push({ id, at: performance.now() });
      await sleep(wrote ? 20 : 250);
    }
  }

  async function write(member: Member, id: number): Promise<boolean> {
    const insert = `INSERT INTO ${place}.writes SELECT ${id} FROM DUAL WHERE @@GLOBAL.read_only = 0`;
    try {
      const [[row] = []] = await ask(member, dialect, [`${insert};\nSELECT ROW_COUNT() AS wrote`]);
      return row?.get('wrote') === '1';
    } catch (error) {
      if (error instanceof HostError) return false;
      throw error;
    }
  }
}

/** Removes what it has written. @throws HostError when not exactly one accepts writes */
export async function removeWrites(members: readonly Member[], dialect: ClusterDialect): Promise<void> {
  await ask(await writerOf(members, dialect), dialect, [`DROP DATABASE IF EXISTS ${place}`]);
}

/** @throws HostError when not exactly one accepts writes */
async function writerOf(members: readonly Member[], dialect: ClusterDialect): Promise<Member> {
  const seen = (await readMembers(members, dialect)).filter(isAnswering).filter(({ state }) => state.writable);
  const [only, second] = seen;
  if (only !== undefined && second === undefined) return only.member;
  const names = seen.map(({ member }) => member.name).join(' and ');
  throw new HostError('command-failed', `${names === '' ? 'no server' : names} accepts writes`, {
    hint: '`rackwright mysql status` says more',
  });
}

const place = 'rackwright_drill';
