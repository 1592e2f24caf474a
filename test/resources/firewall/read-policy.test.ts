import { describe, expect, test } from '@jest/globals';
import { formatIpRange } from '../../../src/resources/firewall/ip-range.ts';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';

describe('a policy', () => {
  test('without arguments lets nothing in, everything out, answers pings and logs a little', () => {
    expect(readPolicy({})).toEqual({
      backend: 'auto',
      incoming: 'drop',
      outgoing: 'accept',
      services: [],
      reachable: [],
      icmp: 'accept',
      logDropped: { count: 5, unit: 'min' },
    });
  });

  test('splits peers by family, without duplicates', () => {
    const [service] = readPolicy({
      services: [{ name: 'ssh', port: 22, from: ['2001:db8::/32', '198.18.0.1', '198.18.0.1/32', '198.18.1.0/24'] }],
    }).services;
    expect(service?.peers.ipv4.map(formatIpRange)).toEqual(['198.18.0.1/32', '198.18.1.0/24']);
    expect(service?.peers.ipv6.map(formatIpRange)).toEqual(['2001:db8::/32']);
  });

  test('takes a prefix of 0 for everybody of its family', () => {
    const [service] = readPolicy({ services: [{ name: 'ssh', port: 22, from: ['198.18.0.1', '0.0.0.0/0'] }] }).services;
    expect(service?.peers.ipv4.map(formatIpRange)).toEqual(['0.0.0.0/0']);
    expect(service?.peers.ipv6).toEqual([]);
  });

  test('takes the numbers of templates as well as texts, and protocols in one order', () => {
    const written = readPolicy({ services: [{ name: 'dns', proto: ['udp', 'tcp', 'udp'], ports: ['53', 853] }] });
    const plain = readPolicy({ services: [{ name: 'dns', proto: ['tcp', 'udp'], ports: [853, 53] }] });
    expect(written).toEqual(plain);
  });

  test('keeps null apart from a value', () => {
    const policy = readPolicy({ backend: null, services: [{ name: 'ssh', port: 22, from: null, limit: null }] });
    expect(policy).toEqual(readPolicy({ services: [{ name: 'ssh', port: 22 }] }));
  });
});
