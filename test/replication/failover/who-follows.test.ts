import { expect, test } from '@jest/globals';
import { whoFollows } from '../../../src/replication/failover/who-follows.ts';
import { exampleMember, exampleNode, exampleSilence } from '../example-node.ts';

const [a, b, c, stranger] = [exampleMember('a'), exampleMember('b'), exampleMember('c'), exampleMember('stranger')];

test('each member is told with what speaks against a primary', () => {
  const said = whoFollows([exampleSilence(a, 'host'), exampleNode(b, undefined), exampleNode(c, stranger)], [a, b, c]);
  expect(said[0]).toBe('it is not known which member was the primary');
  expect(said[1]).toMatch(/^a does not answer: ./);
  expect(said[2]).toBe('b follows nobody');
  expect(said[3]).toMatch(/^c follows .*, which is no member$/);
});

test('members that follow different ones are told so', () => {
  expect(whoFollows([exampleNode(b, a), exampleNode(c, b)], [a, b, c])).toEqual([
    'it is not known which member was the primary',
    'b follows a',
    'c follows b',
  ]);
});
