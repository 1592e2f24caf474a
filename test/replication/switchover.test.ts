import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { HostError } from '../../src/diagnostics/errors.ts';
import { judgeCluster } from '../../src/replication/cluster.ts';
import { rehearse } from '../../src/replication/drill/rehearse.ts';
import type { Member } from '../../src/replication/member.ts';
import { Refused } from '../../src/replication/operation.ts';
import type { Operation } from '../../src/replication/operation.ts';
import { readMembers } from '../../src/replication/read-members.ts';
import { rejoin } from '../../src/replication/rejoin.ts';
import { switchover } from '../../src/replication/switchover.ts';
import { mariaDbCluster } from '../support/mariadb-cluster.ts';
import type { MariaDbCluster } from '../support/mariadb-cluster.ts';

let cluster: MariaDbCluster;
let [a, b, c]: readonly Member[] = [];

beforeAll(async () => {
  cluster = await mariaDbCluster(['a', 'b', 'c']);
  [a, b, c] = cluster.members;
  expect(await settled()).toEqual([]);
}, 120_000);

afterAll(() => cluster.stop());

test('another member becomes the primary, the others follow it, and nothing is missing', async () => {
  insert(a, 1);
  const { left } = await switchover(cluster.operation, given(b), 10);
  expect(left).toEqual([]);
  expect(cluster.writers()).toEqual(['b']);
  insert(b, 2);
  expect(await settled()).toEqual([]);
  expect(cluster.members.map((member) => cluster.ask(member, 'SELECT COUNT(*) FROM app.t').trim())).toEqual([
    '2',
    '2',
    '2',
  ]);
  await switchover(cluster.operation, given(a), 10);
  expect(cluster.writers()).toEqual(['a']);
  expect(await settled()).toEqual([]);
}, 60_000);

test('sessions of clients are ended, and what they had not committed is not there', async () => {
  const ended = cluster.session(given(a), 'BEGIN; INSERT INTO app.t VALUES (77); SELECT SLEEP(60); COMMIT;');
  const sleeping = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT SLEEP%'";
  while (cluster.ask(given(a), sleeping).trim() === '0') await setTimeout(50);
  await switchover(cluster.operation, given(b), 10);
  expect(await ended).toMatch(/killed|Lost connection|gone away/i);
  expect(cluster.ask(given(b), 'SELECT COUNT(*) FROM app.t WHERE id = 77').trim()).toBe('0');
  await switchover(cluster.operation, given(a), 10);
  expect(await settled()).toEqual([]);
  await expect(switchover(cluster.operation, given(a), 10)).rejects.toThrow('a is the primary already');
}, 60_000);

test('who wrote by itself cannot become the primary, and is named', async () => {
  cluster.ask(given(c), 'SET GLOBAL read_only = 0; INSERT INTO app.t VALUES (1000); SET GLOBAL read_only = 1');
  await expect(switchover(cluster.operation, given(c), 10)).rejects.toThrow(/c wrote 0-3-\d+ by itself/);
  const cured = `STOP SLAVE; SET sql_log_bin = 0; DELETE FROM app.t WHERE id = 1000; SET @at = @@GLOBAL.gtid_slave_pos; RESET MASTER;
SET GLOBAL gtid_slave_pos = @at; START SLAVE`;
  cluster.ask(given(c), cured);
  expect(await settled()).toEqual([]);
}, 60_000);

test('a drill goes there and back, and tells for how long nobody accepted writes', async () => {
  const { at, thereMs, backMs, ...record } = await rehearse(cluster.operation, undefined, 10);
  expect(record).toEqual({ primary: 'a', standIn: 'b' });
  expect(Date.now() - Date.parse(at)).toBeLessThan(60_000);
  expect([thereMs, backMs].every((gap) => gap > 0 && gap < 10_000)).toBe(true);
  expect(cluster.writers()).toEqual(['a']);
  cluster.ask(given(c), 'STOP SLAVE');
  await expect(rehearse(cluster.operation, undefined, 10)).rejects.toThrow(/c: does not receive and does not apply/);
  cluster.ask(given(c), 'START SLAVE');
  expect(await settled()).toEqual([]);
}, 60_000);

/** Every request of the operation is cut once before it reaches its host, and once behind it; the first seven only look. */
test('a line cut anywhere leaves at most one writer, and the next command goes on', async () => {
  const outcomes = new Set<string>();
  for (let at = 0; ; at += 1) {
    const cuts = at % 2 === 0 ? 'before' : 'behind';
    if (cuts === 'behind' && at < 14) continue;
    const [from, to] = cluster.writers()[0] === 'a' ? [given(a), given(b)] : [given(b), given(a)];
    const cut = cutting(cluster.operation, to, Math.floor(at / 2), cuts);
    const watch = watching();
    const outcome = await switchover(cut.operation, cut.target, 1).then(
      ({ left }) => `done, ${left.length} left`,
      (error: unknown) => {
        if (error instanceof Refused || error instanceof HostError) return error.constructor.name;
        throw error;
      },
    );
    outcomes.add(outcome);
    // Said again at once, while who is frozen would still go back to work by itself.
    const again = await switchover(cluster.operation, to, 10).then(
      () => 'done',
      (error: unknown) => String(error),
    );
    expect({ at, cuts, again }).toEqual({ at, cuts, again: expect.stringMatching(/^done$|is the primary already/) });
    await setTimeout(outcome.startsWith('done') ? 0 : 1500);
    const most = await watch.end();
    expect({ at, cuts, most: most.length <= 1 ? 'one writer' : most }).toEqual({ at, cuts, most: 'one writer' });
    await rejoin(cluster.operation);
    expect({ at, cuts, problems: await settled() }).toEqual({ at, cuts, problems: [] });
    expect([from.name, to.name]).toContain(cluster.writers()[0]);
    if (!cut.happened()) break;
  }
  expect(outcomes).toContain('Refused');
  expect([...outcomes].filter((outcome) => outcome.startsWith('done')).length).toBeGreaterThan(0);
}, 300_000);

function given(member: Member | undefined): Member {
  if (member === undefined) throw new Error('the cluster has not been made');
  return member;
}

function insert(member: Member | undefined, id: number): void {
  cluster.ask(given(member), `INSERT INTO app.t VALUES (${id})`);
}

/** What is wrong once replicas have had time to catch up. */
async function settled(): Promise<readonly string[]> {
  for (let tries = 0; ; tries += 1) {
    const { dialect, members } = cluster.operation;
    const { problems } = judgeCluster(await readMembers(members, dialect), dialect);
    if (problems.length === 0 || tries > 50) return problems.map(({ about, message }) => `${about} ${message}`);
    await setTimeout(100);
  }
}

/** The most servers that accepted writes at one time. */
function watching(): { readonly end: () => Promise<readonly string[]> } {
  let most: readonly string[] = [];
  const ending = new AbortController();
  const watch = (async () => {
    while (!ending.signal.aborted) {
      const now = cluster.writers();
      if (now.length > most.length) most = now;
      await setTimeout(50);
    }
  })();
  return {
    end: async () => {
      ending.abort();
      await watch;
      return most;
    },
  };
}

/** The line is lost at one request and stays lost for all members. */
function cutting(
  operation: Operation,
  target: Member,
  at: number,
  cuts: 'before' | 'behind',
): { readonly operation: Operation; readonly target: Member; readonly happened: () => boolean } {
  let sent = 0;
  let lost = false;
  const gone = (): HostError => new HostError('unreachable', 'the connection was lost');
  const members = operation.members.map((member): Member => ({
    ...member,
    send: async (request) => {
      if (lost) throw gone();
      const here = sent === at;
      sent += 1;
      if (!here) return await member.send(request);
      lost = true;
      if (cuts === 'behind') await member.send(request);
      throw gone();
    },
  }));
  const same = members[operation.members.indexOf(target)];
  if (same === undefined) throw new Error('the target is no member');
  return {
    operation: { ...operation, members, sleep: () => Promise.resolve() },
    target: same,
    happened: () => lost,
  };
}
