import { expect, test } from '@jest/globals';
import { cloneProblems } from '../../../src/replication/clone/clone-problems.ts';
import { judgeCluster } from '../../../src/replication/cluster.ts';
import { mariadb } from '../../../src/replication/mariadb.ts';
import type { Seen } from '../../../src/replication/read-members.ts';
import { exampleMember, exampleNode, exampleSilence } from '../example-node.ts';

const [a, b, c] = [exampleMember('a'), exampleMember('b'), exampleMember('c')];
const primary = exampleNode(a, undefined);

test.each<[string, readonly Seen[], RegExp | undefined]>([
  ['a replica', [primary, exampleNode(b, a), exampleNode(c, a)], undefined],
  ['one that follows nobody', [primary, exampleNode(b, undefined, { writable: false, replicas: 0 })], undefined],
  ['one whose server is dead', [primary, exampleSilence(b, 'server'), exampleNode(c, a)], undefined],
  ['one whose host is silent', [primary, exampleSilence(b, 'host'), exampleNode(c, a)], /b does not answer/],
  ['the primary', [exampleNode(b, undefined), exampleNode(a, b)], /b is the primary/],
  ['one of two writers', [primary, exampleNode(b, undefined)], /a and b accept writes/],
  [
    'one where nobody accepts writes',
    [exampleNode(a, undefined, { writable: false }), exampleNode(b, a)],
    /may be the one/,
  ],
  ['one that another follows', [primary, exampleNode(b, a, { replicas: 1 }), exampleNode(c, b)], /c follows b/],
  [
    'one that a stranger follows',
    [primary, exampleNode(b, a, { replicas: 1 }), exampleNode(c, a)],
    /somebody follows b/,
  ],
  ['one that wrote by itself', [primary, exampleNode(b, a, { history: '0-98-6' })], /b wrote 0-98-6 by itself/],
])('may the data of %s be replaced?', (_, seen, expected) => {
  const problems = cloneProblems(judgeCluster(seen, mariadb), b, mariadb).join('; ');
  if (expected === undefined) expect(problems).toBe('');
  else expect(problems).toMatch(expected);
});
