import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareGtidLists, parseGtidList, showGtidList } from '../../src/replication/gtid-list.ts';

const position = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.bigInt({ min: 1n, max: 9n })),
    {
      selector: ([domain]) => domain,
    },
  )
  .map((parts) => parts.map(([domain, server, sequence]) => ({ domain, server, sequence })));

test('what is shown is read the same', () => {
  fc.assert(fc.property(position, (list) => expect(parseGtidList(showGtidList(list))).toEqual(list)));
});

test('two positions are seen from each other as one would expect', () => {
  const opposite = { equal: 'equal', ahead: 'behind', behind: 'ahead', diverged: 'diverged' };
  fc.assert(
    fc.property(position, position, (one, other) => {
      expect(compareGtidLists(other, one)).toBe(opposite[compareGtidLists(one, other)]);
      expect(compareGtidLists(one, one)).toBe('equal');
    }),
  );
});

test.each([
  ['0-1-7', '0-1-6', 'ahead'],
  ['0-1-7', '', 'ahead'],
  ['0-1-7', '0-2-7', 'diverged'],
  ['0-1-7,1-1-1', '0-1-7', 'ahead'],
  ['0-1-7,1-1-1', '0-1-8', 'diverged'],
] as const)('%s is seen from %s as %s', (one, other, order) => {
  expect(compareGtidLists(parseGtidList(one), parseGtidList(other))).toBe(order);
});

test('what is no position is refused', () => {
  for (const text of ['0-1', 'x', '0-1-7;', '0-1-7,', '-1-1-7', `0-1-${'9'.repeat(30)}`])
    expect(() => parseGtidList(text)).toThrow(RangeError);
});
