import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/diagnostics/errors.ts';
import { formatIpv4, parseIpv4, parseIpv4Block } from '../../src/lab/ipv4.ts';
import { labGateway, labRange, labSubnet } from '../../src/lab/subnet.ts';

const labAddress = fc.integer({ min: labRange.first + 1, max: labRange.last - 1 }).map(formatIpv4);

describe('labSubnet', () => {
  test.each([
    [['198.18.10.11'], '198.18.10.0/24'],
    [['198.18.10.11', '198.18.10.254'], '198.18.10.0/24'],
    [['198.18.10.11', '198.18.11.12'], '198.18.10.0/23'],
    [['198.18.1.1', '198.19.1.1'], '198.18.0.0/15'],
  ])('%j lie in %s', (addresses, subnet) => {
    expect(labSubnet(addresses)).toBe(subnet);
  });

  test.each([
    [['192.168.1.1']],
    [['198.20.0.1']],
    [['198.18.1.1', 'web1']],
    [['198.18.1.256']],
    [['198.18.01.1']],
    [[]],
  ])('%j are refused', (addresses) => {
    expect(() => labSubnet(addresses)).toThrow(InputError);
  });

  test('the subnet holds every address and is part of the lab range', () => {
    fc.assert(
      fc.property(fc.array(labAddress, { minLength: 1, maxLength: 20 }), (addresses) => {
        const block = parseIpv4Block(labSubnet(addresses))!;
        expect(block.first).toBeGreaterThanOrEqual(labRange.first);
        expect(block.last).toBeLessThanOrEqual(labRange.last);
        for (const address of addresses) {
          expect(parseIpv4(address)).toBeGreaterThanOrEqual(block.first);
          expect(parseIpv4(address)).toBeLessThanOrEqual(block.last);
        }
      }),
    );
  });
});

describe('labGateway', () => {
  test('the controller takes the first address that no host has', () => {
    expect(labGateway('198.18.10.0/24', ['198.18.10.11'])).toBe('198.18.10.1');
    expect(labGateway('198.18.10.0/24', ['198.18.10.1', '198.18.10.2', '198.18.10.4'])).toBe('198.18.10.3');
  });

  test('a subnet without a free address is refused', () => {
    expect(() => labGateway('198.18.10.0/30', ['198.18.10.1', '198.18.10.2'])).toThrow('no address is left');
  });
});

describe('parseIpv4Block', () => {
  test('host bits, odd lengths and other texts are no block', () => {
    expect(parseIpv4Block('198.18.10.0/24')).toEqual({ first: 0xc6120a00, last: 0xc6120aff });
    for (const text of ['198.18.10.1/24', '198.18.10.0', '198.18.10.0/33', '198.18.10.0/24/1', '198.18.10.0/x', '']) {
      expect(parseIpv4Block(text)).toBeUndefined();
    }
  });
});
