import { ArgumentError } from '../../resource.ts';
import type { Data } from '../../resource.ts';
import { ipFamilies, parseIpAddress } from './ip-address.ts';
import type { IpFamily } from './ip-address.ts';
import { everybody, formatIpRange, parseIpRange } from './ip-range.ts';
import type { IpRange } from './ip-range.ts';

/**
 * Addresses and networks by family. `any` stands alone.
 * @throws ArgumentError with the path of the entry: `services[1].from[0]`
 */
export function readPeers(given: Data, path: string): Readonly<Record<IpFamily, readonly IpRange[]>> {
  if (given === 'any') return { ipv4: [everybody('ipv4')], ipv6: [everybody('ipv6')] };
  if (!Array.isArray(given)) return byFamily([readPeer(given, path)]);
  if (given.length === 0)
    throw new ArgumentError(path, 'must not be empty: nobody could use it', 'name addresses, or write `any`');
  return byFamily(given.map((entry: Data, index) => readPeer(entry, `${path}[${index}]`)));
}

function readPeer(entry: Data, path: string): IpRange {
  if (entry === 'any') throw new ArgumentError(path, '`any` cannot stand in a list', 'write `any` without a list');
  const text = typeof entry === 'string' ? entry : '';
  const range = parseIpRange(text);
  if (range === undefined)
    throw new ArgumentError(path, 'must be an address, a network or `any`', 'such as 198.18.0.0/24 or 2001:db8::1');
  if (isMapped(range))
    throw new ArgumentError(path, 'IPv4 inside IPv6 never arrives as such', 'write the IPv4 address');
  const [address = ''] = text.split('/');
  if (parseIpAddress(address)?.bits !== range.first.bits)
    throw new ArgumentError(
      path,
      'has bits set beyond its prefix',
      `write ${formatIpRange(range)} for the network, or ${address} for the host`,
    );
  return range;
}

/** `::ffff:0:0/96` */
function isMapped({ first, prefix }: IpRange): boolean {
  return first.family === 'ipv6' && prefix >= 96 && first.bits >> 32n === 0xffffn;
}

function byFamily(ranges: readonly IpRange[]): Readonly<Record<IpFamily, readonly IpRange[]>> {
  const [ipv4 = [], ipv6 = []] = ipFamilies.map((family) =>
    widestOnly(ranges.filter(({ first }) => first.family === family)),
  );
  return { ipv4, ipv6 };
}

/** Without duplicates; a prefix of 0 makes all others needless. */
function widestOnly(ranges: readonly IpRange[]): readonly IpRange[] {
  const all = ranges.find(({ prefix }) => prefix === 0);
  if (all !== undefined) return [all];
  return ranges.filter(
    (range, index) => ranges.findIndex((other) => formatIpRange(other) === formatIpRange(range)) === index,
  );
}
