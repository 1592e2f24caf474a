import { describe, expect, test } from '@jest/globals';
import { anywhere, reachability } from '../../src/audit/reachability.ts';
import type { Reach, Target } from '../../src/audit/reachability.ts';
import { showReachability } from '../../src/audit/show-reachability.ts';
import { readPolicy } from '../../src/resources/firewall/read-policy.ts';

const targets: readonly Target[] = [
  {
    name: 'lb1',
    addresses: ['198.18.0.11', 'fd00::11'],
    policy: readPolicy({
      services: [
        { name: 'ssh', port: 22, from: ['192.0.2.0/24'] },
        { name: 'https', ports: [80, 443], from: 'any' },
      ],
    }),
  },
  {
    name: 'web1',
    addresses: ['198.18.0.21'],
    policy: readPolicy({
      services: [
        { name: 'ssh', port: 22, from: ['192.0.2.0/24'] },
        { name: 'app', port: 443, from: ['198.18.0.11', 'fd00::11'] },
        { name: 'range', ports: ['8000:8010'], proto: 'udp', from: ['198.18.0.11'] },
      ],
    }),
  },
];
const matrix = reachability(targets, [...targets, { name: 'office', addresses: ['192.0.2.0/24'] }]);

function states(from: string, to: string): readonly string[] {
  return matrix
    .filter((each) => each.from === from && each.to === to)
    .map(({ family, protocol, port, state, because }) => `${family} ${protocol} ${port} ${state}: ${because}`);
}

describe('the matrix', () => {
  test('has every port of every service for every pair, with the reason', () => {
    expect(states('lb1', 'web1')).toEqual([
      'ipv4 tcp 22 filtered: default_in is drop',
      'ipv4 tcp 80 filtered: default_in is drop',
      'ipv4 tcp 443 open: service app',
      'ipv4 udp 8000:8010 open: service range',
    ]);
  });

  test('keeps families apart: a host is reached by the addresses that it has', () => {
    expect(states('web1', 'lb1').map((each) => each.slice(0, 4))).toEqual(['ipv4', 'ipv4', 'ipv4', 'ipv4']);
    expect(states(anywhere, 'lb1').filter((each) => each.includes('open'))).toEqual([
      'ipv4 tcp 80 open: service https',
      'ipv4 tcp 443 open: service https',
      'ipv6 tcp 80 open: service https',
      'ipv6 tcp 443 open: service https',
    ]);
  });

  test('lets a zone in where it is named, and nobody to himself', () => {
    expect(states('office', 'web1').filter((each) => each.includes('open'))).toEqual(['ipv4 tcp 22 open: service ssh']);
    expect(states('web1', 'web1')).toEqual([]);
  });

  test('takes for anywhere an address that nobody names', () => {
    const named: Target = {
      name: 'x',
      addresses: ['198.18.0.1'],
      policy: readPolicy({ services: [{ name: 'doc', port: 1, from: ['203.0.113.0/24'] }] }),
    };
    expect(reachability([named], []).map(({ state }) => state)).toEqual(['filtered']);
  });

  test('is a table of what is open', () => {
    const tls = new Map([
      ['https', 'terminate'],
      ['app', 're-encrypt'],
    ]);
    expect(showReachability(matrix, tls)).toBe(
      [
        'to         from      port           service  tls         ip',
        'web1       lb1       tcp 443        app      re-encrypt  4',
        'web1       lb1       udp 8000:8010  range                4',
        'lb1        anywhere  tcp 80,443     https    terminate   4+6',
        'lb1, web1  office    tcp 22         ssh                  4',
        '',
        'All other ports are filtered.',
        '',
      ].join('\n'),
    );
  });

  test('says so when nothing is open', () => {
    const none: readonly Reach[] = [];
    expect(showReachability(none, new Map())).toContain('All other ports are filtered.');
  });
});
