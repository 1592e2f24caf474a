import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { records } from '../../src/sql/records.ts';
import { rows } from '../../src/sql/rows.ts';

test('values lie between tabs, with their escapes', () => {
  expect(rows('a\\tb\tNULL\t\nc\\\\n\\0\n')).toEqual([['a\tb', null, ''], ['c\\n\0']]);
  expect(rows('')).toEqual([]);
  expect(rows('\n')).toEqual([['']]);
});

test('a table gives its rows by name', () => {
  expect(records('Host\tPort\ndb1\t3306\ndb2\n').map((each) => [...each])).toEqual([
    [
      ['Host', 'db1'],
      ['Port', '3306'],
    ],
    [['Host', 'db2']],
  ]);
});

test('whatever a host prints is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (output) => {
      expect(Array.isArray(rows(output)) && Array.isArray(records(output))).toBe(true);
    }),
  );
});
