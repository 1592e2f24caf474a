import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import { userRules } from '../../../../src/resources/firewall/ufw/user-rules.ts';
import type { Arguments } from '../../../../src/resource.ts';

/** Tuples and lines, as ufw 0.36.2 wrote them when it was given the same rules on its command line. */
function written(args: Arguments, family: 'ipv4' | 'ipv6' = 'ipv4'): readonly string[] {
  return userRules(readPolicy(args), family).flatMap(({ tuple, lines }) => [
    tuple.replace(/ comment=.*/, ''),
    ...lines,
  ]);
}

describe('the user rules of ufw', () => {
  test.each<[string, Arguments, readonly string[]]>([
    [
      'a port',
      { port: 22 },
      ['allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in', '-A ufw-user-input -p tcp --dport 22 -j ACCEPT'],
    ],
    [
      'a port for one address',
      { proto: 'udp', port: 53, from: '198.18.0.1' },
      ['allow udp 53 0.0.0.0/0 any 198.18.0.1 in', '-A ufw-user-input -p udp --dport 53 -s 198.18.0.1 -j ACCEPT'],
    ],
    [
      'ports for a network',
      { ports: [443, '8000:8010'], from: '198.18.0.0/24' },
      [
        'allow tcp 443,8000:8010 0.0.0.0/0 any 198.18.0.0/24 in',
        '-A ufw-user-input -p tcp -m multiport --dports 443,8000:8010 -s 198.18.0.0/24 -j ACCEPT',
      ],
    ],
    [
      'a range alone',
      { port: '8000:8010' },
      [
        'allow tcp 8000:8010 0.0.0.0/0 any 0.0.0.0/0 in',
        '-A ufw-user-input -p tcp -m multiport --dports 8000:8010 -j ACCEPT',
      ],
    ],
    [
      'a protocol without ports',
      { proto: 'vrrp', from: '198.18.0.0/24' },
      ['allow vrrp any 0.0.0.0/0 any 198.18.0.0/24 in', '-A ufw-user-input -p vrrp -s 198.18.0.0/24 -j ACCEPT'],
    ],
    [
      'a limit',
      { port: 2222, limit: '6/30s' },
      [
        'limit tcp 2222 0.0.0.0/0 any 0.0.0.0/0 in',
        '-A ufw-user-input -p tcp --dport 2222 -m conntrack --ctstate NEW -m recent --set',
        '-A ufw-user-input -p tcp --dport 2222 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 -j ufw-user-limit',
        '-A ufw-user-input -p tcp --dport 2222 -j ufw-user-limit-accept',
      ],
    ],
  ])('%s', (_title, service, lines) => {
    expect(written({ services: [{ name: 'x', ...service }] })).toEqual(lines);
  });

  test.each<[string, Arguments, readonly string[]]>([
    [
      'a port of one host',
      { proto: 'udp', port: 53, to: '198.18.0.1' },
      ['allow udp 53 198.18.0.1 any 0.0.0.0/0 out', '-A ufw-user-output -p udp -d 198.18.0.1 --dport 53 -j ACCEPT'],
    ],
    [
      'ports of a network',
      { ports: [53, 853], to: '198.18.0.0/24' },
      [
        'allow tcp 53,853 198.18.0.0/24 any 0.0.0.0/0 out',
        '-A ufw-user-output -p tcp -m multiport --dports 53,853 -d 198.18.0.0/24 -j ACCEPT',
      ],
    ],
  ])('outgoing: %s', (_title, service, lines) => {
    expect(written({ default_out: 'drop', outgoing: [{ name: 'x', ...service }] })).toEqual(lines);
  });

  test('have chains of their own for IPv6, and no IGMP there', () => {
    const services = [
      { name: 'ssh', port: 22, from: ['198.18.0.1', '2001:db8::/32'] },
      { name: 'group', proto: 'igmp' },
    ];
    expect(written({ services }, 'ipv6')).toEqual([
      'allow tcp 22 ::/0 any 2001:db8::/32 in',
      '-A ufw6-user-input -p tcp --dport 22 -s 2001:db8::/32 -j ACCEPT',
    ]);
  });

  test('carry the name as ufw carries comments', () => {
    const [rule] = userRules(readPolicy({ services: [{ name: 'ssh', port: 22 }] }), 'ipv4');
    expect(rule?.tuple).toBe('allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in comment=737368');
  });

  test('put limits behind what is not limited, because the first match decides', () => {
    const services = [
      { name: 'world', port: 22, limit: '6/30s' },
      { name: 'admins', port: 22, from: '198.18.0.0/24' },
    ];
    const actions = userRules(readPolicy({ services }), 'ipv4').map(({ tuple }) => tuple.split(' ')[0]);
    expect(actions).toEqual(['allow', 'limit']);
  });
});
