import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { galeraNode } from '../../../src/facts/galera-node.ts';
import { readGalera } from '../../../src/sql/galera/read-galera.ts';
import { runFact, shells } from '../../support/run-fact.ts';

const uuid = '5a1ff3a8-0000-11ef-8000-5a1ff3a80001';
const said = (...lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const disk = [`uuid: ${uuid}`, 'seqno: -1', 'safe_to_bootstrap: 0', 'database', 'database'];
const up = [
  'installed mariadbd',
  'unit active',
  'process mariadbd',
  ...disk,
  'answers',
  'version\t10.11.19',
  'wsrep_on\tON',
];
const primary = [...up, 'wsrep_cluster_status\tPrimary', 'wsrep_cluster_size\t3', `wsrep_cluster_state_uuid\t${uuid}`];

test.each<[string, readonly string[], object]>([
  [
    'a member',
    [...primary, 'wsrep_last_committed\t12', 'wsrep_local_state\t4', 'wsrep_ready\tON'],
    { part: 'member', uuid, position: 12n, size: 3, databases: 2, version: '10.11.19' },
  ],
  ['one that gives its data to another', [...primary, 'wsrep_local_state\t2', 'wsrep_ready\tON'], { part: 'joining' }],
  ['one without quorum', [...up, 'wsrep_cluster_status\tnon-Primary', 'wsrep_ready\tOFF'], { part: 'stranded', uuid }],
  [
    'one without a cluster',
    ['installed mariadbd', 'unit active', 'process mariadbd', 'answers', 'wsrep_on\tOFF'],
    { part: 'alone', uuid: '' },
  ],
  [
    'a killed one, whose position is not known',
    ['installed mariadbd', 'unit failed', ...disk],
    { part: 'down', uuid, position: undefined },
  ],
  [
    'a stopped one',
    ['installed mariadbd', 'unit inactive', `uuid: ${uuid}`, 'seqno: 7', 'safe_to_bootstrap: 1'],
    { part: 'down', position: 7n, safe: true },
  ],
  ['one that starts', ['installed mariadbd', 'unit activating', 'process mariadbd'], { part: 'starting' }],
  ['a frozen one', ['installed mariadbd', 'unit active', 'process mariadbd'], { part: 'silent' }],
  [
    'a process that systemd knows nothing of',
    ['installed mariadbd', 'unit inactive', 'process mariadbd'],
    { part: 'silent' },
  ],
  [
    'half a copy is nothing of its own',
    ['installed mariadbd', 'unit failed', 'copying', 'uuid: 00000000-0000-0000-0000-000000000000', 'database'],
    { part: 'down', uuid: '', databases: 0 },
  ],
  [
    'an arbitrator',
    ['installed garbd', 'unit inactive', 'process garbd'],
    { part: 'absent', arbitrator: true, arbitrates: true },
  ],
  [
    'one that does not run',
    ['installed garbd', 'unit inactive'],
    { part: 'absent', arbitrator: true, arbitrates: false },
  ],
])('%s', (_, lines, state) => {
  expect(readGalera(said(...lines, 'end'))).toMatchObject(state);
});

test('what is cut off is no answer, and nothing breaks it', () => {
  expect(readGalera(said(...primary))).toBeUndefined();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
      expect(readGalera(said(...lines, 'end'))).toBeDefined();
    }),
  );
});

test.each(shells)('%s reads this machine', (_, shell) => {
  expect(runFact(galeraNode, [null], shell)).toMatchObject([{ arbitrates: false }]);
});
