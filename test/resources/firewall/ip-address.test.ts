import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatIpAddress, parseIpAddress } from '../../../src/resources/firewall/ip-address.ts';

describe('an IP address', () => {
  test.each([
    ['198.18.0.7', '198.18.0.7'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['fe80::', 'fe80::'],
    ['::ffff:198.18.0.7', '::ffff:c612:7'],
  ])('%s is written %s', (given, written) => {
    const address = parseIpAddress(given);
    expect(address && formatIpAddress(address)).toBe(written);
  });

  test.each(['', 'any', '198.18.0', '198.18.0.256', '198.018.0.1', 'fe80::1%eth0', '1::2::3', '12345::'])(
    '%p is none',
    (text) => expect(parseIpAddress(text)).toBeUndefined(),
  );

  test('of any kind survives being written and read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseIpAddress(text)!;
        const written = formatIpAddress(address);
        expect(isIP(written)).toBe(address.family === 'ipv4' ? 4 : 6);
        expect(parseIpAddress(written)).toEqual(address);
      }),
    );
  });

  test('is the one that URLs mean', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(`[${formatIpAddress(parseIpAddress(text)!)}]`).toBe(new URL(`http://[${text}]/`).hostname);
      }),
    );
  });
});
