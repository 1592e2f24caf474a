import { expect, test } from '@jest/globals';
import { customOf } from '../../src/replication/follow.ts';
import { exampleMember, exampleNode } from './example-node.ts';

const [a, b] = [exampleMember('a'), exampleMember('b')];

test('what the replicas do is gone on with', () => {
  expect(customOf([exampleNode(a, undefined), exampleNode(b, a)], [a, b])).toMatchObject({
    names: false,
    tls: undefined,
  });
});

test('of two servers none is a replica when the old primary comes back: its line is protected all the same', () => {
  const nobodyFollows = [exampleNode(a, undefined), exampleNode(b, undefined, { writable: false })];
  expect(customOf(nobodyFollows, [a, b]).tls).toEqual({ authority: '/etc/mysql/tls/ca.crt', verified: true });
  const without = nobodyFollows.map(({ member, state }) => exampleNode(member, undefined, { ...state, authority: '' }));
  expect(customOf(without, [a, b]).tls).toBeUndefined();
});
