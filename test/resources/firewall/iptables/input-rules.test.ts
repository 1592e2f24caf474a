import { describe, expect, test } from '@jest/globals';
import { inputRules } from '../../../../src/resources/firewall/iptables/input-rules.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import type { Data } from '../../../../src/resource.ts';

/** The rules of services alone. */
function serviceRules(services: Data, family: 'ipv4' | 'ipv6' = 'ipv4'): readonly string[] {
  return inputRules(readPolicy({ services }), family).filter((rule) => rule.includes('--comment'));
}

describe('the rules of the input chain', () => {
  test('begin with loopback and what is established, and end by refusing', () => {
    const rules = inputRules(readPolicy({}), 'ipv4');
    expect(rules.slice(0, 2)).toEqual(['-i lo -j ACCEPT', '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT']);
    expect(rules.slice(-3)).toEqual([
      '-m conntrack --ctstate INVALID -j DROP',
      '-m limit --limit 5/min -j LOG --log-prefix "[RACKWRIGHT DROP] "',
      '-j DROP',
    ]);
  });

  test('accept services without connection tracking and before invalid packets are dropped', () => {
    const rules = inputRules(readPolicy({ services: [{ name: 'ssh', port: 22, limit: '6/30s' }] }), 'ipv4');
    const ssh = rules.findIndex((rule) => rule === '-p tcp -m tcp --dport 22 -m comment --comment ssh -j ACCEPT');
    expect(ssh).toBeGreaterThan(0);
    expect(ssh).toBeLessThan(rules.findIndex((rule) => rule.includes('INVALID')));
  });

  test('name each peer of their own family only', () => {
    const services = [{ name: 'ssh', port: 22, from: ['198.18.0.0/24', '198.18.1.7', '2001:db8::/32'] }];
    expect(serviceRules(services)).toEqual([
      '-s 198.18.0.0/24 -p tcp -m tcp --dport 22 -m comment --comment ssh -j ACCEPT',
      '-s 198.18.1.7/32 -p tcp -m tcp --dport 22 -m comment --comment ssh -j ACCEPT',
    ]);
    expect(serviceRules(services, 'ipv6')).toEqual([
      '-s 2001:db8::/32 -p tcp -m tcp --dport 22 -m comment --comment ssh -j ACCEPT',
    ]);
  });

  test('put up to fifteen ports into one rule', () => {
    expect(serviceRules([{ name: 'web', ports: [80, 443, '8000:8010'] }])).toEqual([
      '-p tcp -m multiport --dports 80,443,8000:8010 -m comment --comment web -j ACCEPT',
    ]);
    const twenty = Array.from({ length: 20 }, (_, index) => 100 + 2 * index);
    expect(serviceRules([{ name: 'many', ports: twenty }])).toHaveLength(2);
  });

  test('write a range alone as a range', () => {
    expect(serviceRules([{ name: 'passive', port: '8000-8010' }])).toEqual([
      '-p tcp -m tcp --dport 8000:8010 -m comment --comment passive -j ACCEPT',
    ]);
  });

  test('name protocols by number where /etc/protocols may be missing', () => {
    expect(serviceRules([{ name: 'ha', proto: 'vrrp', from: '198.18.0.2' }])).toEqual([
      '-s 198.18.0.2/32 -p 112 -m comment --comment ha -j ACCEPT',
    ]);
  });

  test('have no IGMP in IPv6', () => {
    expect(serviceRules([{ name: 'group', proto: 'igmp' }], 'ipv6')).toEqual([]);
  });

  test('count only what opens a connection, each IPv6 network of 64 bits as one', () => {
    const services = [{ name: 'ssh', port: 22, limit: '6/30s' }];
    const opening = '-p tcp -m tcp --dport 22 -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -m recent';
    const list = '--name RACKWRIGHT-ssh --mask 255.255.255.255 --rsource -m comment --comment ssh';
    expect(serviceRules(services)).toEqual([
      `${opening} --set ${list}`,
      `${opening} --update --seconds 30 --hitcount 6 ${list} -j DROP`,
      '-p tcp -m tcp --dport 22 -m comment --comment ssh -j ACCEPT',
    ]);
    expect(serviceRules(services, 'ipv6')[0]).toContain('--name RACKWRIGHT6-ssh --mask ffff:ffff:ffff:ffff:: ');
  });

  test('put services without limit first, so that they are not counted', () => {
    const rules = serviceRules([
      { name: 'world', port: 22, limit: '6/30s' },
      { name: 'admins', port: 22, from: '198.18.0.0/24' },
    ]);
    expect(rules[0]).toContain('--comment admins');
  });

  test('reject in the way that the other side understands at once', () => {
    const rules = inputRules(readPolicy({ default_in: 'reject', log_dropped: false }), 'ipv6');
    expect(rules.slice(-2)).toEqual([
      '-p tcp -j REJECT --reject-with tcp-reset',
      '-j REJECT --reject-with icmp6-port-unreachable',
    ]);
  });

  test('end without a word where everything may come in', () => {
    expect(inputRules(readPolicy({ default_in: 'accept' }), 'ipv4').filter((rule) => !rule.endsWith('ACCEPT'))).toEqual(
      [],
    );
  });

  test('accept what IPv6 cannot live without, also when pings are not answered', () => {
    const types = inputRules(readPolicy({ icmp: 'drop' }), 'ipv6').flatMap(
      (rule) => /--icmpv6-type (\d+)/.exec(rule)?.[1] ?? [],
    );
    expect(types).toEqual(['1', '2', '3', '4', '130', '131', '132', '133', '134', '135', '136', '143']);
    expect(inputRules(readPolicy({ icmp: 'drop' }), 'ipv4').join()).not.toContain('icmp-type');
  });
});
