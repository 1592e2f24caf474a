import { expect, test } from '@jest/globals';
import { aliveBecause, silenceSeconds } from '../../../src/replication/failover/death.ts';
import type { Answering } from '../../../src/replication/read-members.ts';
import { exampleMember, exampleNode, exampleSilence } from '../example-node.ts';

const [a, b, c] = [exampleMember('a'), exampleMember('b'), exampleMember('c')];
const silent = exampleSilence(a, 'host');

test('silent for us and for every replica is dead', () => {
  expect(aliveBecause(a, [look('1', '1'), look('1', '1')])).toBeUndefined();
});

test('whoever hears it proves that it lives', () => {
  expect(aliveBecause(a, [look('1', '1'), look('1', '2')])).toEqual({ why: 'c hears from a', certain: false });
});

test('an answer in any look is certain', () => {
  expect(aliveBecause(a, [look('1', '1'), [exampleNode(a, undefined), replica(b, '1')]])).toEqual({
    why: 'a answers',
    certain: true,
  });
});

test('who is not there the whole time cannot tell, and nobody at all even less', () => {
  expect(aliveBecause(a, [[silent, replica(b, '1')], look('1', '1')])?.why).toBe('c has not answered for long enough');
  expect(aliveBecause(a, [[silent], [silent]])?.why).toMatch(/^no replica answers/);
});

test('replicas with rare heartbeats are listened to for longer', () => {
  expect(silenceSeconds(look('1', '1'))).toBe(5);
  const rare = replica(b, '1');
  const { source } = rare.state;
  expect(silenceSeconds([{ ...rare, state: { ...rare.state, source: source && { ...source, heartbeat: 30 } } }])).toBe(
    61,
  );
});

function look(heardByB: string, heardByC: string) {
  return [silent, replica(b, heardByB), replica(c, heardByC)];
}

function replica(member: typeof b, heard: string): Answering {
  const node = exampleNode(member, a);
  const { source } = node.state;
  return { ...node, state: { ...node.state, source: source && { ...source, heard } } };
}
