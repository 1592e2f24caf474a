import ipaddr from 'ipaddr.js';
import { x509 } from './x509.ts';

/**
 * RFC 5280 §4.2.1.10: an authority below whose certificates count only for these names. A kind of name (DNS, address) of which nothing is
 * permitted is excluded as a whole.
 *
 * @param permitted domains, which stand for all names below them, too, and networks such as `10.0.0.0/8`
 */
export function nameConstraints(permitted: readonly string[]): x509.Extension {
  const networks = permitted.filter((each) => ipaddr.isValidCIDR(each));
  const domains = permitted.filter((each) => !networks.includes(each));
  const allowed = [...domains.map(domain), ...networks.map(network)];
  const excluded = [
    ...(domains.length === 0 ? [domain('')] : []),
    ...(networks.some((each) => each.includes('.')) ? [] : [network('0.0.0.0/0')]),
    ...(networks.some((each) => each.includes(':')) ? [] : [network('::/0')]),
  ];
  const parts = [subtrees(0xa0, allowed), ...(excluded.length === 0 ? [] : [subtrees(0xa1, excluded)])];
  return new x509.Extension('2.5.29.30', true, element(0x30, Buffer.concat(parts)));
}

function subtrees(tag: number, names: readonly Buffer[]): Buffer {
  return element(tag, Buffer.concat(names.map((name) => element(0x30, name))));
}

function domain(name: string): Buffer {
  return element(0x82, Buffer.from(name, 'ascii'));
}

/** The address and its mask. */
function network(cidr: string): Buffer {
  const [address, bits] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const mask = bytes.map((_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))));
  return element(0x87, Buffer.from([...bytes.map((byte, index) => byte & (mask[index] ?? 0)), ...mask]));
}

/** DER. Contents of 64 KiB and more do not occur. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
