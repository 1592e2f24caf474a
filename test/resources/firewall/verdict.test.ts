import { describe, expect, test } from '@jest/globals';
import { parseIpAddress } from '../../../src/resources/firewall/ip-address.ts';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';
import { verdictOf } from '../../../src/resources/firewall/verdict.ts';
import type { IncomingPacket } from '../../../src/resources/firewall/verdict.ts';

const policy = readPolicy({
  services: [
    { name: 'slow', port: 22, limit: '6/30s' },
    { name: 'admins', port: 22, from: ['198.18.0.0/24', '2001:db8::/32'] },
    { name: 'dns', proto: 'udp', port: 53 },
    { name: 'group', proto: 'igmp' },
  ],
});

function packet(source: string, more: Partial<IncomingPacket> = {}): IncomingPacket {
  return {
    source: parseIpAddress(source)!,
    protocol: 'tcp',
    port: 22,
    loopback: false,
    connection: 'new',
    opening: true,
    overLimit: false,
    ...more,
  };
}

describe('the verdict on a packet', () => {
  test.each<[string, IncomingPacket, boolean, string]>([
    ['loopback', packet('127.0.0.1', { port: 9, loopback: true }), true, 'loopback'],
    ['an established connection', packet('198.51.100.1', { port: 9, connection: 'established' }), true, 'established'],
    ['a service', packet('198.51.100.1'), true, 'service slow'],
    ['an address over its limit', packet('198.51.100.1', { overLimit: true }), false, 'limit of service slow'],
    [
      'a later packet of an address over its limit',
      packet('198.51.100.1', { overLimit: true, opening: false }),
      true,
      'service slow',
    ],
    ['an unlimited service, wherever it stands', packet('198.18.0.1', { overLimit: true }), true, 'service admins'],
    ['the same over IPv6', packet('2001:db8::9', { overLimit: true }), true, 'service admins'],
    ['another port', packet('198.18.0.1', { port: 23 }), false, 'default_in is drop'],
    ['another protocol', packet('198.18.0.1', { protocol: 'udp' }), false, 'default_in is drop'],
    ['an invalid packet to a service', packet('198.18.0.1', { connection: 'invalid' }), true, 'service admins'],
    ['a ping', packet('198.51.100.1', { protocol: 'icmp', icmpType: 8 }), true, 'indispensable'],
    ['a redirect', packet('198.51.100.1', { protocol: 'icmp', icmpType: 5 }), false, 'default_in is drop'],
    ['a neighbour’s solicitation', packet('fe80::1', { protocol: 'icmp', icmpType: 135 }), true, 'indispensable'],
    ['a DHCP reply', packet('198.18.0.1', { protocol: 'udp', sourcePort: 67, port: 68 }), true, 'indispensable'],
    [
      'a DHCPv6 reply from afar',
      packet('2001:db8::1', { protocol: 'udp', sourcePort: 547, port: 546 }),
      false,
      'default_in is drop',
    ],
    ['IGMP over IPv6, which there is not', packet('::1', { protocol: 'igmp' }), false, 'default_in is drop'],
  ])('%s', (_title, given, accepted, because) => {
    expect(verdictOf(policy, given)).toEqual({ accepted, because });
  });

  test('refuses pings when they are not wanted, but never what IPv6 needs', () => {
    const mute = readPolicy({ icmp: 'drop' });
    const ping = packet('198.18.0.1', { protocol: 'icmp', icmpType: 8 });
    const tooBig = packet('2001:db8::1', { protocol: 'icmp', icmpType: 2 });
    expect([verdictOf(mute, ping).accepted, verdictOf(mute, tooBig).accepted]).toEqual([false, true]);
  });

  test('is always yes where everything may come in', () => {
    expect(verdictOf(readPolicy({ default_in: 'accept' }), packet('198.18.0.1', { port: 9 })).accepted).toBe(true);
  });
});
