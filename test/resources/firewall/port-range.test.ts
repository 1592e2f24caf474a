import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  chunkPortRanges,
  formatPortRange,
  mergePortRanges,
  parsePortRange,
} from '../../../src/resources/firewall/port-range.ts';
import type { PortRange } from '../../../src/resources/firewall/port-range.ts';

const ranges = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 9 })), { maxLength: 60 })
  .map((pairs) => pairs.map(([first, more]): PortRange => ({ first, last: first + more })));

function portsOf(all: readonly PortRange[]): ReadonlySet<number> {
  return new Set(
    all.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  );
}

describe('ports', () => {
  test.each([
    ['443', '443'],
    ['8000:8010', '8000:8010'],
    ['8000-8010', '8000:8010'],
    ['65535', '65535'],
  ])('%s is written %s', (given, written) => expect(formatPortRange(parsePortRange(given)!)).toBe(written));

  test.each(['0', '65536', '10:9', ':80', '80:', 'ssh', '1:2:3', '-1', '22 '])('%p is none', (text) =>
    expect(parsePortRange(text)).toBeUndefined(),
  );

  test('are merged where they overlap and stay apart where they only touch', () => {
    const given = ['80', '81', '8000:8010', '8005:8020', '80'].map((text) => parsePortRange(text)!);
    expect(mergePortRanges(given).map(formatPortRange)).toEqual(['80', '81', '8000:8020']);
  });

  test('stay the same ports when they are merged', () => {
    fc.assert(fc.property(ranges, (given) => expect(portsOf(mergePortRanges(given))).toEqual(portsOf(given))));
  });

  test('are cut into groups of at most 15 numbers, without losing one', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const chunks = chunkPortRanges(given);
        expect(chunks.flat()).toEqual(given);
        for (const chunk of chunks) {
          const numbers = chunk.flatMap((range) => formatPortRange(range).split(':'));
          expect(numbers.length).toBeLessThanOrEqual(15);
        }
      }),
    );
  });
});
