import { expect, test } from '@jest/globals';
import type { Survival } from '../../src/audit/kill-one/kill-one.ts';
import { compare } from '../../src/drill/compare.ts';
import type { Measured } from '../../src/drill/measured.ts';

const loss = { kind: 'host', name: 'db1', hosts: ['db1'], services: [] } as const;
const because = 'of the model';
const matrix: readonly Survival[] = [
  {
    loss,
    outcomes: [
      { what: 'requests', service: 'https', state: 'kept', because },
      { what: 'writes', service: 'mysql', state: 'by command', because },
      { what: 'data', service: 'mysql', state: 'at risk', because },
      { what: 'alerts', state: 'kept', because },
    ],
  },
];
const subjects = { requests: 'https', writes: 'mysql' };
const measured: Measured = {
  ...{ host: 'db1', requests: 'kept', writes: 'by command', data: 'lost', alerts: undefined },
  seconds: { requests: 0, writes: 21.04, alerts: undefined },
  ...{ acknowledged: 900, missing: 3, said: 'db2 accepts writes' },
};

test('at risk promises nothing, and what nobody looked at is no disagreement', () => {
  const { table, wrong } = compare(matrix, [measured], subjects);
  expect(wrong).toEqual([]);
  expect(table.at(-1)).toMatch(/^db1 +kept +by command +at risk +\(kept\) +0\.0 s +21\.0 s +- +3 of 900$/);
});

test('what disagrees stands beside what was predicted, with what the failover said', () => {
  const { table, wrong } = compare(matrix, [{ ...measured, writes: 'lost', said: 'refused' }], subjects);
  expect(wrong).toEqual(['without db1: writes predicted by command, measured lost: refused']);
  expect(table.at(-1)).toContain('by command / lost');
});
