import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseIpAddress } from '../../../src/resources/firewall/ip-address.ts';
import {
  everybody,
  formatIpRange,
  parseIpRange,
  rangeContains,
  showIpRange,
} from '../../../src/resources/firewall/ip-range.ts';

describe('a range of addresses', () => {
  test.each([
    ['198.18.0.7', '198.18.0.7/32', '198.18.0.7'],
    ['198.18.0.7/24', '198.18.0.0/24', '198.18.0.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8::1', '2001:db8::1/128', '2001:db8::1'],
    ['2001:db8::1/32', '2001:db8::/32', '2001:db8::/32'],
  ])('%s is %s for the kernel and %s for people', (given, kernel, people) => {
    const range = parseIpRange(given)!;
    expect([formatIpRange(range), showIpRange(range)]).toEqual([kernel, people]);
  });

  test.each(['198.18.0.0/33', '2001:db8::/129', '198.18.0.0/', '198.18.0.0/255.255.255.0', '198.18.0.0/-1', 'lan'])(
    '%p is none',
    (text) => expect(parseIpRange(text)).toBeUndefined(),
  );

  test('that is everybody holds its family and no other', () => {
    const [four, six] = [parseIpAddress('198.18.0.7')!, parseIpAddress('::1')!];
    expect([rangeContains(everybody('ipv4'), four), rangeContains(everybody('ipv4'), six)]).toEqual([true, false]);
  });

  test('holds what Node says that it holds', () => {
    const cases = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.ipV4(), fc.constant('ipv4' as const)),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.ipV6(), fc.constant('ipv6' as const)),
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 128 }), ([network, prefix, other, family], near) => {
        const range = parseIpRange(`${network}/${prefix}`)!;
        const judge = new BlockList();
        judge.addSubnet(network, prefix, family);
        const flipped = {
          ...range.first,
          bits: range.first.bits ^ (1n << BigInt(family === 'ipv4' ? near % 32 : near % 128)),
        };
        expect(rangeContains(range, parseIpAddress(other)!)).toBe(judge.check(other, family));
        const width = family === 'ipv4' ? 32 : 128;
        expect(rangeContains(range, flipped)).toBe(near % width < width - prefix);
      }),
    );
  });
});
