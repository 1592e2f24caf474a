import { expect, test } from '@jest/globals';
import { judgeCluster } from '../../src/replication/cluster.ts';
import { mariadb } from '../../src/replication/mariadb.ts';
import type { Seen } from '../../src/replication/read-members.ts';
import { showCluster } from '../../src/replication/show-cluster.ts';
import { exampleMember, exampleNode, exampleSilence } from './example-node.ts';

const [a, b, c] = [exampleMember('a'), exampleMember('b'), exampleMember('c')];
const follows = exampleNode(b, a).state.source;

test('a healthy cluster has one writer that all others follow', () => {
  const cluster = judge(exampleNode(a, undefined), exampleNode(b, a), exampleNode(c, a));
  expect(cluster.problems).toEqual([]);
  expect(cluster.followed).toBe(a);
  expect(showCluster(cluster)).toMatch(/^a +primary of 2 +yes.*waits \(2\)/m);
  expect(showCluster(cluster)).toMatch(/All is well\.\n$/);
});

test.each([
  [
    'two writers',
    [exampleNode(a, undefined), exampleNode(b, a, { writable: true })],
    'one of 2 servers that accept writes',
  ],
  [
    'no writer',
    [exampleNode(a, undefined, { writable: false }), exampleNode(b, a)],
    'no server that answers accepts writes',
  ],
  [
    'a host that is away',
    [exampleNode(a, undefined), exampleSilence(b, 'host')],
    'cannot be reached: it took too long',
  ],
  [
    'a server that is away',
    [exampleNode(a, undefined), exampleSilence(b, 'server')],
    'its server does not: it took too long',
  ],
  [
    'one that follows nobody',
    [exampleNode(a, undefined), exampleNode(b, undefined, { writable: false })],
    'follows nobody',
  ],
  ['one that follows another', [exampleNode(a, undefined), exampleNode(b, c), exampleNode(c, a)], 'follows c, not a'],
  [
    'one that does not apply',
    [
      exampleNode(a, undefined),
      exampleNode(b, a, { source: follows && { ...follows, applying: false, errors: ['Error 1950'] } }),
    ],
    'does not apply: Error 1950',
  ],
  [
    'one that wrote by itself',
    [exampleNode(a, undefined), exampleNode(b, a, { history: '0-97-5,0-98-7' })],
    'wrote 0-98-7 (the last of up to 2) by itself',
  ],
  [
    'a writer that waits for nobody',
    [
      exampleNode(a, undefined, { semiSync: { wanted: true, waits: false, acknowledging: 0, acknowledges: false } }),
      exampleNode(b, a),
    ],
    'commits wait for no replica (0 would acknowledge)',
  ],
] satisfies (readonly [string, readonly Seen[], string])[])('%s is a problem', (_, seen, message) => {
  expect(judge(...seen).problems.map((each) => each.message)).toContainEqual(expect.stringContaining(message));
});

test('a former primary has what the new one knows of it, or wrote by itself, or nobody can tell', () => {
  const former = (history: string) => exampleNode(a, undefined, { history, done: history }).state;
  const present = (history: string, done: string) => exampleNode(b, undefined, { history, done }).state;
  expect(mariadb.errant(former('0-97-5'), present('0-97-5,0-98-9', '0-98-9'))).toEqual([]);
  expect(mariadb.errant(former('0-97-6'), present('0-97-5,0-98-9', '0-98-9'))).toEqual(['0-97-6']);
  expect(mariadb.errant(former('0-97-6'), present('0-98-9', '0-98-9'))).toBe('unknown');
});

function judge(...seen: readonly Seen[]) {
  return judgeCluster(seen, mariadb);
}
