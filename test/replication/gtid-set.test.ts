import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareGtidSets,
  parseGtidSet,
  showGtidSet,
  subtractGtidSets,
  unionOfGtidSets,
} from '../../src/replication/gtid-set.ts';
import type { GtidSet } from '../../src/replication/gtid-set.ts';

const owners = [
  '3e11fa47-71ca-11e1-9e33-c80aa9429562',
  '4e11fa47-71ca-11e1-9e33-c80aa9429562',
  '4e11fa47-71ca-11e1-9e33-c80aa9429562:tag',
];

/** As the plain numbers that a set stands for. */
const plain = fc.array(fc.tuple(fc.constantFrom(...owners), fc.integer({ min: 1, max: 12 })), { maxLength: 20 });

function setOf(parts: readonly (readonly [string, number])[]): GtidSet {
  return parseGtidSet(parts.map(([owner, number]) => `${owner}:${number}`).join(','));
}

function members(set: GtidSet): ReadonlySet<string> {
  const all = [...set].flatMap(([owner, ranges]) =>
    ranges.flatMap(([first, last]) =>
      Array.from({ length: Number(last - first) + 1 }, (_, index) => `${owner}:${Number(first) + index}`),
    ),
  );
  return new Set(all);
}

test('sets are what the numbers in them are', () => {
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      const [a, b] = [new Set(one.map((part) => part.join(':'))), new Set(other.map((part) => part.join(':')))];
      const [left, right] = [setOf(one), setOf(other)];
      expect(members(parseGtidSet(showGtidSet(left)))).toEqual(a);
      expect(members(unionOfGtidSets(left, right))).toEqual(new Set([...a, ...b]));
      expect(members(subtractGtidSets(left, right))).toEqual(new Set([...a].filter((each) => !b.has(each))));
      const more = [...a].some((each) => !b.has(each));
      const less = [...b].some((each) => !a.has(each));
      expect(compareGtidSets(left, right)).toBe(more && less ? 'diverged' : more ? 'ahead' : less ? 'behind' : 'equal');
    }),
  );
});

test('the form of servers is read: ranges, several of them, tags, line breaks', () => {
  const text = `${owners[0] ?? ''}:1-3:7,\n${owners[1] ?? ''}:1-9:tag:4-5`;
  expect(showGtidSet(parseGtidSet(text))).toBe(
    `${owners[0] ?? ''}:1-3:7,${owners[1] ?? ''}:1-9,${owners[2] ?? ''}:4-5`,
  );
  expect(parseGtidSet('').size).toBe(0);
});

test('what is no set is refused', () => {
  for (const text of ['x', '3e11fa47:1', owners[0] ?? '', `${owners[0] ?? ''}:1-`, `${owners[0] ?? ''}:`])
    expect(() => parseGtidSet(text)).toThrow(RangeError);
});
