import ipaddr from 'ipaddr.js';
import { expectInteger, expectString } from '../../value/expect.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

/** Arithmetic of addresses and networks, IPv4 and IPv6. A network is written `address/prefix`. */
export const networkFilters: Readonly<Record<string, Operation>> = {
  cidr_network: operation([], 0, (input) => written(edge(network(input), 'first'))),
  cidr_netmask: operation([], 0, (input) => written(maskOf(network(input)))),
  cidr_broadcast: operation([], 0, (input) => broadcast(network(input))),
  cidr_prefix: operation([], 0, (input) => network(input).prefix),
  cidr_address: operation([], 0, (input) => network(input).address.toString()),
  cidr_host: operation(['number'], 1, (input, [number]) => host(network(input), expectInteger(number))),
  cidr_contains: operation(['other'], 1, (input, [other]) => contains(network(input), other)),
};

type Address = ipaddr.IPv4 | ipaddr.IPv6;

interface Network {
  readonly address: Address;
  readonly prefix: number;
}

function network(value: unknown): Network {
  const text = expectString(value);
  const [address = '', prefix = '', ...rest] = text.split('/');
  const parsed = parseAddress(address);
  const width = parsed && widthOf(parsed);
  const isPrefix = /^(?:0|[1-9]\d{0,2})$/.test(prefix) && width !== undefined && Number(prefix) <= width;
  if (!parsed || !isPrefix || rest.length > 0) {
    throw new ValueError(
      `"${text}" is no network`,
      'write an address, a slash and the length of the prefix: 10.0.0.0/8',
    );
  }
  return { address: parsed, prefix: Number(prefix) };
}

/** The library also takes octal numbers, short forms and zones, which others read differently. */
function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes('%') || !ipaddr.IPv6.isValid(text) ? undefined : ipaddr.IPv6.parse(text);
}

function widthOf(address: Address): number {
  return address.toByteArray().length * 8;
}

function bitsOf(address: Address): bigint {
  return BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`);
}

interface Bits {
  readonly bits: bigint;
  readonly width: number;
}

function written({ bits, width }: Bits): string {
  const bytes = Buffer.from(bits.toString(16).padStart(width / 4, '0'), 'hex');
  return ipaddr.fromByteArray([...bytes]).toString();
}

function maskOf({ address, prefix }: Network): Bits {
  const width = widthOf(address);
  return { bits: ((1n << BigInt(width)) - 1n) ^ ((1n << BigInt(width - prefix)) - 1n), width };
}

function edge(of: Network, which: 'first' | 'last'): Bits {
  const { bits: mask, width } = maskOf(of);
  const first = bitsOf(of.address) & mask;
  return { bits: which === 'first' ? first : first | (mask ^ ((1n << BigInt(width)) - 1n)), width };
}

function broadcast(of: Network): string {
  if (of.address.kind() === 'ipv6') throw new ValueError('an IPv6 network has no broadcast address');
  return written(edge(of, 'last'));
}

function host(of: Network, number: number): string {
  const { bits: first, width } = edge(of, 'first');
  const { bits: last } = edge(of, 'last');
  const bits = number < 0 ? last + 1n + BigInt(number) : first + BigInt(number);
  if (bits >= first && bits <= last) return written({ bits, width });
  throw new ValueError(`the network has no host ${number}: it has ${last - first + 1n} addresses`);
}

function contains(of: Network, other: unknown): boolean {
  const text = expectString(other);
  const address = parseAddress(text);
  const inner = address ? { address, prefix: widthOf(address) } : network(text);
  if (inner.address.kind() !== of.address.kind() || inner.prefix < of.prefix) return false;
  const { bits: mask } = maskOf(of);
  return (bitsOf(inner.address) & mask) === (bitsOf(of.address) & mask);
}
