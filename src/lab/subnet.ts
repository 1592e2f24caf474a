import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Ipv4Block } from './ipv4.ts';
import { formatIpv4, parseIpv4, parseIpv4Block } from './ipv4.ts';

/** Reserved for benchmarks (RFC 2544): on nobody's network, so a lab there hides no real machine. */
export const labRange: Ipv4Block & { readonly cidr: string } = {
  cidr: '198.18.0.0/15',
  first: 0xc6_12_00_00,
  last: 0xc6_13_ff_ff,
};

/**
 * The subnet for hosts with these addresses: the smallest one around them all, but no smaller than a /24.
 * @throws InputError when an address is not IPv4 or lies outside 198.18.0.0/15, or when there is none
 */
export function labSubnet(addresses: readonly string[]): string {
  const numbers = addresses.map((address) => ({ address, number: parseIpv4(address) }));
  const outside = numbers.filter(
    ({ number }) => number === undefined || number < labRange.first || number > labRange.last,
  );
  if (outside.length > 0 || numbers.length === 0) {
    const which = outside.map((each) => each.address).join(', ');
    throw new InputError([
      problem(
        'bad-value',
        which === '' ? 'the lab has no host' : `not an address for a lab host: ${which}`,
        undefined,
        {
          hint: `lab hosts have IPv4 addresses in ${labRange.cidr}, which is reserved for benchmarks`,
        },
      ),
    ]);
  }
  const sorted = numbers.map(({ number }) => number ?? 0).sort((a, b) => a - b);
  const [lowest = 0, highest = 0] = [sorted[0], sorted.at(-1)];
  for (let length = 24; ; length -= 1) {
    const size = 2 ** (32 - length);
    const first = lowest - (lowest % size);
    if (highest < first + size) return `${formatIpv4(first)}/${length}`;
  }
}

/**
 * The controller's own address in the subnet: the first that no host has.
 * @throws InputError when none is left
 */
export function labGateway(subnet: string, addresses: readonly string[]): string {
  const block = parseIpv4Block(subnet);
  const taken = new Set(addresses.map(parseIpv4));
  for (let number = (block?.first ?? 0) + 1; number < (block?.last ?? 0); number += 1) {
    if (!taken.has(number)) return formatIpv4(number);
  }
  throw new InputError([problem('bad-value', `no address is left for the controller in ${subnet}`, undefined)]);
}
