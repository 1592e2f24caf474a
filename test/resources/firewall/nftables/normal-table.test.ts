import { describe, expect, test } from '@jest/globals';
import { normalElements } from '../../../../src/resources/firewall/nftables/normal-elements.ts';
import { normalRule } from '../../../../src/resources/firewall/nftables/normal-rule.ts';
import { normalTable } from '../../../../src/resources/firewall/nftables/normal-table.ts';

describe('one spelling', () => {
  test.each([
    ['ct state related,established accept', 'ct state 0x2,0x4 accept'],
    ['tcp dport { 443 } accept', 'tcp dport 443 accept'],
    ['tcp dport { 81, 80, 82-90 } accept', 'tcp dport 80-90 accept'],
    ['ip saddr { 198.18.0.0/25, 198.18.0.128/25 } accept', 'ip saddr 198.18.0.0/24 accept'],
    ['ip saddr != 198.18.0.7/32 drop', 'ip saddr != 198.18.0.7 drop'],
    ['ip saddr { 198.18.0.1-198.18.0.2, 198.18.0.3 } drop', 'ip saddr { 198.18.0.1-198.18.0.3 } drop'],
    ['ip6 saddr 2001:DB8:0:0::/32 accept'.toLowerCase(), 'ip6 saddr 2001:db8::/32 accept'],
    ['tcp flags & (fin | syn | rst | ack) == syn drop', 'tcp flags 0x2 / 0x1,0x2,0x4,0x10 drop'],
    ['tcp flags & (fin | syn | rst | ack) != syn drop', 'tcp flags != syn / fin,syn,rst,ack drop'],
    ['tcp flags & (0x1 | 0x2 | 0x4 | 0x10) == 0x2 drop', 'tcp flags syn / fin,syn,rst,ack drop'],
    ['limit rate 5/minute burst 5 packets drop', 'limit rate 5/minute drop'],
    ['reject with icmpx type port-unreachable', 'reject'],
    ['reject with icmpx port-unreachable', 'reject'],
    ['ip6 saddr & ffff:ffff:ffff:ffff:: == @set drop', 'ip6 saddr & ffff:ffff:ffff:ffff:: @set drop'],
    ['timeout 1m30s', 'timeout 90s'],
    ['timeout 1d', 'timeout 86400s'],
    ['meta l4proto 112 accept', 'meta l4proto vrrp accept'],
  ])('has %s and %s', (one, other) => {
    expect(normalRule(one)).toBe(normalRule(other));
  });

  test.each([
    ['tcp dport 22 accept', 'tcp dport 23 accept'],
    ['tcp dport { 22, 24 } accept', 'tcp dport 22-24 accept'],
    ['ip saddr 198.18.0.0/24 accept', 'ip saddr 198.18.0.0/25 accept'],
    ['tcp dport 22 accept', 'tcp sport 22 accept'],
    ['tcp dport != 22 accept', 'tcp dport 22 accept'],
    ['tcp dport != { 22 } accept', 'tcp dport { 22 } accept'],
    ['ip saddr != { 198.18.0.1 } drop', 'ip saddr { 198.18.0.1 } drop'],
    ['limit rate 5/minute burst 50 packets drop', 'limit rate 5/minute burst 5 packets drop'],
    ['limit rate over 5/minute drop', 'limit rate 5/minute drop'],
    ['accept comment "burst 5 packets"', 'accept comment ""'],
    ['reject', 'reject with icmpx type host-unreachable'],
    ['log prefix "{ 2, 1 }"', 'log prefix "{ 1, 2 }"'],
  ])('is kept apart: %s and %s', (one, other) => {
    expect(normalRule(one)).not.toBe(normalRule(other));
  });

  test('leaves what it does not know', () => {
    expect(normalElements(['eth0', 'eth1'])).toEqual(['eth0', 'eth1']);
    expect(normalElements(['198.18.0.1', '22'])).toEqual(['198.18.0.1', '22']);
    expect(normalRule('th dport vmap { 22 : accept, 23 : drop }')).toBe('th dport vmap { 22 : accept, 23 : drop }');
  });
});

describe('a table in parts', () => {
  test('shows what is not in a chain or set', () => {
    const text = 'table inet rackwright {\n\tflags dormant\n\n\tchain input {\n\t\taccept\n\t}\n}\n';
    expect(normalTable(text)).toEqual(
      new Map([
        ['table', ['flags dormant']],
        ['chain input', ['accept']],
      ]),
    );
  });

  test.each(['', '}\n}\n', 'table inet rackwright {', 'garbage\n\u0000\n', '{\n{\n{\n'])(
    'survives what no nft prints: %j',
    (text) => {
      expect(() => normalTable(text)).not.toThrow();
    },
  );
});
