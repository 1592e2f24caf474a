import { expect, test } from '@jest/globals';
import { elect } from '../../../src/replication/failover/elect.ts';
import { parseRecord } from '../../../src/replication/failover/record.ts';
import { mariadb } from '../../../src/replication/mariadb.ts';
import { exampleMember, exampleNode } from '../example-node.ts';

const [a, b, c] = [exampleMember('a'), exampleMember('b'), exampleMember('c')];
const none = new Map<string, readonly string[]>();

test('who has received most is elected, whatever is preferred', () => {
  expect(elected('0-97-6', '0-97-5', 'c')).toBe('b');
  expect(elected('0-97-5', '0-97-6', undefined)).toBe('c');
});

test('of equals the preferred one is, else the first', () => {
  expect(elected('0-97-5', '0-97-5', 'c')).toBe('c');
  expect(elected('0-97-5', '0-97-5', undefined)).toBe('b');
});

test('nobody is when each has what the other lacks', () => {
  const election = elect(replicas('0-97-6', '0-98-6'), mariadb, none, undefined);
  expect(election).toMatchObject({ elected: undefined, reasons: ['b has 0-97-6 and c 0-98-6: neither has all'] });
});

test('who wrote by itself is left out', () => {
  const errant = new Map([['b', ['0-98-7']]]);
  expect(elect(replicas('0-97-6', '0-97-5'), mariadb, errant, 'b').elected?.member.name).toBe('c');
  expect(elect(replicas('0-97-6', '0-97-5').slice(0, 1), mariadb, errant, 'b')).toMatchObject({
    elected: undefined,
    reasons: ['b wrote 0-98-7 by itself', 'no replica is left'],
  });
});

test('what a host says of the last failover is taken for a record only when it is one', () => {
  const record = {
    at: '2026-01-02T03:04:05Z',
    from: 'a',
    to: 'b',
    position: '0-1-2',
    finished: true,
    acknowledged: false,
  };
  expect(parseRecord(JSON.stringify(record))).toEqual(record);
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    JSON.stringify({ ...record, at: 'yesterday' }),
    JSON.stringify({ ...record, to: 1 }),
  ])
    expect(parseRecord(text)).toBeUndefined();
});

function replicas(ofB: string, ofC: string) {
  return [exampleNode(b, a, { received: ofB }), exampleNode(c, a, { received: ofC })];
}

function elected(ofB: string, ofC: string, preferred: string | undefined): string | undefined {
  return elect(replicas(ofB, ofC), mariadb, none, preferred).elected?.member.name;
}
