import { expect, test } from '@jest/globals';
import { findFounder } from '../../src/actions/galera-founder/find-founder.ts';
import type { GaleraServer } from '../../src/actions/galera-founder/find-founder.ts';
import { galeraServers } from '../../src/actions/galera-founder/galera-servers.ts';

const server = (name: string, part: GaleraServer['part'], more: Partial<GaleraServer> = {}): GaleraServer => ({
  name,
  part,
  uuid: '',
  position: undefined,
  safe: false,
  databases: 0,
  arbitrates: false,
  ...more,
});
const uuid = '5a1ff3a8-0000-11ef-8000-5a1ff3a80001';
const used = (name: string, part: GaleraServer['part'], position?: bigint): GaleraServer =>
  server(name, part, { uuid, databases: 1, position });

test.each<[string, readonly GaleraServer[], object]>([
  [
    'new servers are stopped first',
    [server('db1', 'alone'), server('db2', 'alone'), server('db3', 'absent')],
    { next: 'recover' },
  ],
  [
    'in a new cluster the inventory counts',
    [server('db1', 'down'), server('db2', 'down'), server('db3', 'down')],
    { next: 'found', founder: 'db1' },
  ],
  [
    'a member is joined, whoever else could not be asked',
    [used('db1', 'unknown'), used('db2', 'member', 9n), server('db3', 'alone')],
    { next: 'join' },
  ],
  [
    'members without quorum are stopped, before anybody is asked how far it got',
    [used('db1', 'stranded', 9n), used('db2', 'down'), used('db3', 'starting')],
    { next: 'recover' },
  ],
  [
    'how far a killed server got only a recovery can tell',
    [used('db1', 'down', 7n), used('db2', 'down'), used('db3', 'down', 9n)],
    { next: 'recover' },
  ],
  [
    'who got furthest founds it, whatever the inventory and its own mark say',
    [used('db1', 'down', 7n), used('db2', 'down', 9n), { ...used('db3', 'down', 8n), safe: true }],
    { next: 'found', founder: 'db2' },
  ],
  [
    'of equals the one that was shut down last',
    [used('db1', 'down', 9n), used('db2', 'down', 9n), { ...used('db3', 'down', 9n), safe: true }],
    { next: 'found', founder: 'db3' },
  ],
  [
    'a lone server with data becomes the first member',
    [server('db1', 'down'), server('db2', 'down', { databases: 2 })],
    { next: 'found', founder: 'db2' },
  ],
  [
    'nothing is founded without a peer that could not be asked',
    [used('db1', 'stranded', 9n), used('db2', 'down', 9n), used('db3', 'unknown')],
    { refused: expect.stringContaining('db3 could not be asked') },
  ],
  [
    'nothing is founded beside a process that does not answer',
    [used('db1', 'silent'), used('db2', 'down', 9n), used('db3', 'down', 9n)],
    { refused: expect.stringContaining('on db1 a server lives') },
  ],
  [
    'data that comes from no cluster is not deleted by joining',
    [used('db1', 'member', 9n), server('db2', 'alone', { databases: 1 })],
    { refused: expect.stringContaining('db2 hold data of their own') },
  ],
  [
    'two lone servers with data',
    [server('db1', 'down', { databases: 1 }), server('db2', 'alone', { databases: 1 })],
    { refused: expect.stringContaining('db1, db2 hold data') },
  ],
  [
    'two clusters',
    [used('db1', 'member', 9n), server('db2', 'member', { uuid: uuid.replace('5a', '6b') })],
    { refused: expect.stringContaining('2 different clusters') },
  ],
])('%s', (_, servers, found) => {
  expect(findFounder(servers, [])).toMatchObject(found);
});

test('an arbitrator votes: it must be seen, and stopped', () => {
  const servers = [used('db1', 'down', 9n), used('db2', 'down', 8n)];
  expect(findFounder(servers, [server('quorum', 'unknown')])).toMatchObject({
    refused: expect.stringContaining('quorum'),
  });
  expect(findFounder(servers, [server('quorum', 'absent', { arbitrates: true })])).toMatchObject({ next: 'recover' });
  expect(findFounder(servers, [server('quorum', 'absent')])).toMatchObject({ next: 'found', founder: 'db1' });
});

test('what a recovery found stands above what was on the disk; who was not seen is unknown', () => {
  const status = { part: 'down', uuid, position: '', safe: false, databases: 1, arbitrates: false };
  const recovered = `WSREP\n--wsrep_start_position=${uuid}:12\n`;
  expect(
    galeraServers(
      ['db1', 'db2', 'db3'],
      [
        { name: 'db1', status, recovered },
        { name: 'db2', status: 'x' },
      ],
    ),
  ).toEqual([used('db1', 'down', 12n), server('db2', 'unknown'), server('db3', 'unknown')]);
});
