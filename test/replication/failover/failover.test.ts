import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { HostError } from '../../../src/diagnostics/errors.ts';
import { acknowledge } from '../../../src/replication/failover/acknowledge.ts';
import { failover } from '../../../src/replication/failover/failover.ts';
import type { FailoverWish } from '../../../src/replication/failover/failover.ts';
import type { Member } from '../../../src/replication/member.ts';
import type { Operation } from '../../../src/replication/operation.ts';
import { mariaDbCluster } from '../../support/mariadb-cluster.ts';
import type { MariaDbCluster } from '../../support/mariadb-cluster.ts';

let cluster: MariaDbCluster;
let [a, b, c]: readonly Member[] = [];
const wish: FailoverWish = { preferred: undefined, acceptSplitBrain: false, blockSeconds: 3600 };

beforeAll(async () => {
  cluster = await mariaDbCluster(['a', 'b', 'c']);
  [a, b, c] = cluster.members;
}, 120_000);

afterAll(() => cluster.stop());

test('a primary that answers is not replaced', async () => {
  await expect(failover(cluster.operation, wish)).rejects.toThrow('a accepts writes');
});

test('a primary that only we cannot reach is not replaced: its replicas hear it', async () => {
  const operation = cutOff('a', cluster.operation);
  await expect(failover(operation, wish)).rejects.toThrow(/[bc] hears from a/);
  expect(cluster.writers()).toEqual(['a']);
}, 60_000);

test('without a proof that the primary is dead nothing is promoted', async () => {
  cluster.kill(given(a), 'SIGSTOP');
  await expect(failover(cutOff('a', cluster.operation), wish)).rejects.toThrow(
    /no proof that a accepts no writes.*`mysql_fence_command`/,
  );
  cluster.kill(given(a), 'SIGCONT');
  await setTimeout(1000);
  expect(cluster.writers()).toEqual(['a']);
}, 60_000);

test('the replica that has most takes over from a dead primary, with all that it has received', async () => {
  // What b has received and not applied yet must not be lost.
  cluster.ask(given(c), 'STOP SLAVE IO_THREAD');
  cluster.ask(given(b), 'STOP SLAVE SQL_THREAD');
  cluster.ask(given(a), 'INSERT INTO app.t VALUES (1)');
  const fencing = fencedByKilling('a');
  const { from, to, left } = await failover(fencing, wish);
  expect({ from, to, left }).toEqual({ from: 'a', to: 'b', left: [] });
  expect(cluster.writers()).toEqual(['b']);
  expect(cluster.ask(given(b), 'SELECT id FROM app.t').trim()).toBe('1');
  cluster.caughtUp(given(c), given(b));
  expect(cluster.ask(given(c), 'SELECT id FROM app.t').trim()).toBe('1');
}, 60_000);

test('a second one within the block period is refused until the first is acknowledged', async () => {
  cluster.kill(given(b), 'SIGKILL');
  const operation = fencedByKilling('b');
  await expect(failover(operation, wish)).rejects.toThrow(/b took over from a \d+ s ago/);
  expect(await acknowledge([given(b), given(c)])).toMatch(/^b took over from a at .*: acknowledged$/);
  const { to } = await failover(operation, wish);
  expect(to).toBe('c');
  expect(cluster.writers()).toEqual(['c']);
}, 60_000);

function given(member: Member | undefined): Member {
  if (member === undefined) throw new Error('the cluster has not been made');
  return member;
}

/** We cannot reach one of the hosts. */
function cutOff(name: string, operation: Operation): Operation {
  const send = (): Promise<never> => Promise.reject(new HostError('unreachable', 'the connection was lost'));
  return {
    ...operation,
    members: operation.members.map((member) => (member.name === name ? { ...member, send } : member)),
  };
}

/** Its host cannot be reached, but its power can be cut. */
function fencedByKilling(name: string): Operation {
  const operation = cutOff(name, cluster.operation);
  const members = operation.members.map((member): Member => {
    if (member.name !== name) return member;
    const cutPower = (): Promise<{ exitCode: number; said: string }> => {
      cluster.kill(member, 'SIGKILL');
      return Promise.resolve({ exitCode: 0, said: '' });
    };
    return { ...member, cutPower };
  });
  if (name === 'a') cluster.kill(given(a), 'SIGSTOP');
  return { ...operation, members };
}
