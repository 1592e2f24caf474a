import { expect, test } from '@jest/globals';
import { galeraJson } from '../../../src/replication/galera/galera-json.ts';
import { judgeGalera } from '../../../src/replication/galera/judge-galera.ts';
import type { GaleraSeen } from '../../../src/replication/galera/read-galera-members.ts';
import { showGalera } from '../../../src/replication/galera/show-galera.ts';
import type { GaleraState } from '../../../src/sql/galera/galera-state.ts';

const seen = (name: string, part: GaleraState['part'], more: Partial<GaleraState> = {}): GaleraSeen => ({
  name,
  state: {
    part,
    version: '10.11.19-MariaDB',
    uuid: '5a1ff3a8-0000-11ef-8000-5a1ff3a80001',
    position: 12n,
    safe: false,
    size: 3,
    comment: 'Synced',
    databases: 1,
    outdated: false,
    arbitrator: false,
    arbitrates: false,
    ...more,
  },
});

test('three members', () => {
  const cluster = [seen('db1', 'member'), seen('db2', 'member'), seen('db3', 'member')];
  expect(judgeGalera(cluster)).toEqual([]);
  expect(showGalera(cluster, [])).toBe(`server  part    writes  state   sees  position  version
db1     member  yes     Synced  3     12        10.11.19-MariaDB
db2     member  yes     Synced  3     12        10.11.19-MariaDB
db3     member  yes     Synced  3     12        10.11.19-MariaDB

All is well.
`);
});

test('the last of three refuses writes, and that is said', () => {
  const cluster: readonly GaleraSeen[] = [
    seen('db1', 'down', { size: 0, comment: '', version: '', position: undefined }),
    { name: 'db2', why: 'no route' },
    seen('db3', 'stranded', { size: 1, comment: 'Initialized' }),
  ];
  const problems = judgeGalera(cluster);
  expect(showGalera(cluster, problems)).toBe(`server  part       writes  state        sees  position  version
db1     down       no
db2     no answer
db3     stranded   no      Initialized  1     12        10.11.19-MariaDB

! db1: has no server process
! db2: cannot be asked: no route
! db3: is without quorum: it refuses reads and writes
! all: nobody who answers is a member: nobody accepts writes
`);
  expect(JSON.parse(galeraJson(cluster, problems))).toMatchObject({
    galera: true,
    servers: [{ position: null }, { answers: false }, { position: '12' }],
  });
});

const arbitrator = (arbitrates: boolean): GaleraSeen =>
  seen('q1', 'absent', { version: '', uuid: '', size: 0, comment: '', arbitrator: true, arbitrates });

test('two members and an arbitrator are three votes', () => {
  const cluster = [seen('db1', 'member'), seen('db2', 'member'), arbitrator(true)];
  expect(judgeGalera(cluster)).toEqual([]);
  expect(showGalera(cluster, [])).toContain('q1      arbitrator  no      running\n');
});

test.each<[string, readonly GaleraSeen[], string]>([
  [
    'an arbitrator that does not run',
    [seen('db1', 'member', { size: 2 }), seen('db2', 'member', { size: 2 }), arbitrator(false)],
    'its vote is missing',
  ],
  [
    'an arbitrator that runs, and votes elsewhere or nowhere',
    [seen('db1', 'member', { size: 2 }), seen('db2', 'member', { size: 2 }), arbitrator(true)],
    'members see 2 votes of 3 that run',
  ],
  ['a host with neither', [seen('db1', 'member'), seen('q1', 'absent')], 'has no server installed'],
  ['two components', [seen('db1', 'member', { size: 1 }), seen('db2', 'member', { size: 2 })], 'members see 1 and 2'],
  ['two clusters', [seen('db1', 'member'), seen('db2', 'member', { uuid: 'other' })], 'members of 2 clusters'],
  [
    'two members',
    [seen('db1', 'member', { size: 2 }), seen('db2', 'member', { size: 2 })],
    'of 2 members none may fail',
  ],
  ['a donor', [seen('db1', 'joining', { comment: 'Donor/Desynced' })], 'has not caught up (Donor/Desynced)'],
])('%s', (_, cluster, message) => {
  expect(judgeGalera(cluster).map((each) => each.message)).toContainEqual(expect.stringContaining(message));
});
