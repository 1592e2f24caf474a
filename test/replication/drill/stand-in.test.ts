import { expect, test } from '@jest/globals';
import { judgeCluster } from '../../../src/replication/cluster.ts';
import { standIn } from '../../../src/replication/drill/stand-in.ts';
import { mariadb } from '../../../src/replication/mariadb.ts';
import type { Seen } from '../../../src/replication/read-members.ts';
import { exampleMember, exampleNode, exampleSilence } from '../example-node.ts';

const [a, b, c] = [exampleMember('a'), exampleMember('b'), exampleMember('c')];
const source = exampleNode(b, a).state.source;

test.each<[string, readonly Seen[], string | undefined]>([
  ['of equals the first', [exampleNode(a, undefined), exampleNode(b, a), exampleNode(c, a)], 'b'],
  [
    'who is least behind',
    [exampleNode(a, undefined), exampleNode(b, a, { source: source && { ...source, lag: 2 } }), exampleNode(c, a)],
    'c',
  ],
  [
    'nobody who has stopped, and nobody who is silent',
    [
      exampleNode(a, undefined),
      exampleNode(b, a, { source: source && { ...source, applying: false } }),
      exampleSilence(c, 'server'),
    ],
    undefined,
  ],
])('%s stands in for the primary', (_, seen, expected) => {
  expect(standIn(judgeCluster(seen, mariadb))?.name).toBe(expected);
});
