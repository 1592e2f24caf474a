import { expect, test } from '@jest/globals';
import { findWriter } from '../../src/actions/mysql-writer/find-writer.ts';
import type { ClusterServer } from '../../src/actions/mysql-writer/find-writer.ts';

const server = (name: string, part: ClusterServer['part'], more: Partial<ClusterServer> = {}): ClusterServer => ({
  name,
  address: `198.18.0.${name.slice(2)}`,
  part,
  source: '',
  used: false,
  ...more,
});
const replica = (name: string, of: string): ClusterServer =>
  server(name, 'replica', { source: `198.18.0.${of.slice(2)}`, used: true });
const used = { used: true };

test.each<[string, readonly ClusterServer[], object]>([
  [
    'in a new cluster, also before anything is installed, the inventory counts',
    [server('db1', 'absent'), server('db2', 'idle'), server('db3', 'open')],
    { writer: { name: 'db1' }, fresh: true },
  ],
  [
    'a switchover is not turned back',
    [replica('db1', 'db2'), server('db2', 'writer', used), replica('db3', 'db2')],
    { writer: { name: 'db2' }, fresh: false },
  ],
  [
    'a failover is not turned back by the old writer that has come back read-only',
    [server('db1', 'idle', used), server('db2', 'writer', used), replica('db3', 'db2')],
    { writer: { name: 'db2' }, fresh: false },
  ],
  [
    'who cannot be asked does not matter where a writer with replicas is known',
    [server('db1', 'unknown'), server('db2', 'writer', used), replica('db3', 'db2')],
    { writer: { name: 'db2' } },
  ],
  [
    'a new server that still accepts writes is no rival',
    [server('db1', 'writer', used), server('db2', 'open'), replica('db3', 'db1')],
    { writer: { name: 'db1' } },
  ],
  [
    'a writer that was started again is the one that its replicas follow',
    [replica('db1', 'db3'), replica('db2', 'db3'), server('db3', 'idle', used)],
    { writer: { name: 'db3' }, why: 'all replicas follow it' },
  ],
  [
    'a lone server with data becomes the writer, whatever the inventory names',
    [server('db1', 'idle'), server('db2', 'open', used)],
    { writer: { name: 'db2' }, fresh: false },
  ],
])('%s', (_, servers, found) => {
  expect(findWriter(servers, 'db1')).toMatchObject(found);
});

test.each<[string, readonly ClusterServer[], string]>([
  ['two writers', [server('db1', 'writer', used), server('db2', 'open', used)], 'db1, db2 accept writes'],
  ['nobody known, one not asked', [replica('db1', 'db3'), server('db3', 'unknown')], 'db3 could not be asked'],
  ['nobody known, one down', [replica('db1', 'db3'), server('db3', 'down')], 'db3 could not be asked'],
  [
    'replicas that disagree',
    [replica('db1', 'db3'), replica('db2', 'db4'), server('db3', 'idle', used), server('db4', 'idle', used)],
    'the replicas follow 198.18.0.3 and 198.18.0.4',
  ],
  ['replicas of a stranger', [replica('db1', 'db9'), replica('db2', 'db9')], 'the replicas follow 198.18.0.9'],
  ['replicas in a circle', [replica('db1', 'db2'), replica('db2', 'db1')], 'the replicas follow'],
  ['data on two that follow nobody', [server('db1', 'idle', used), server('db2', 'idle', used)], 'db1, db2 hold data'],
  ['an inventory that names a stranger', [server('db2', 'idle')], 'db1 is no server of this cluster'],
])('nobody is chosen where it could be wrong: %s', (_, servers, message) => {
  expect(findWriter(servers, 'db1')).toEqual({ refused: expect.stringContaining(message) });
});
