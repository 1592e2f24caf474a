import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalRule } from '../../../../src/resources/firewall/iptables/normal-rule.ts';

describe('a rule in normal spelling', () => {
  test.each([
    [
      'order and implied matches',
      '-p tcp --dport 22 -s 198.18.0.1 -j ACCEPT',
      '-s 198.18.0.1/32 -p tcp -m tcp --dport 22 -j ACCEPT',
    ],
    ['long names', '--protocol tcp --source 198.18.0.1 --jump ACCEPT', '-s 198.18.0.1/32 -p tcp -j ACCEPT'],
    ['everybody', '-s 0.0.0.0/0 -p tcp -j ACCEPT', '-p tcp -j ACCEPT'],
    ['any protocol', '-p all -j ACCEPT', '-j ACCEPT'],
    ['numbers of protocols', '-p 6 -j ACCEPT', '-p tcp -j ACCEPT'],
    ['protocols of /etc/protocols', '-p vrrp -j ACCEPT', '-p 112 -j ACCEPT'],
    ['a match that says nothing', '-p tcp -m tcp -j ACCEPT', '-p tcp -j ACCEPT'],
    [
      'one match written twice',
      '-p tcp -m tcp --dport 1 -m tcp --sport 2 -j DROP',
      '-p tcp -m tcp --dport 1 --sport 2 -j DROP',
    ],
    ['ICMP by name', '-p icmp --icmp-type echo-request -j ACCEPT', '-p icmp -m icmp --icmp-type 8 -j ACCEPT'],
    [
      'the order of states',
      '-m state --state ESTABLISHED,RELATED -j ACCEPT',
      '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ],
    ['--syn', '-p tcp --syn -j DROP', '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP'],
    ['how to reject', '-j REJECT', '-j REJECT --reject-with icmp-port-unreachable'],
    ['rates', '-m limit --limit 60/minute --limit-burst 5 -j LOG', '-m limit --limit 1/sec -j LOG'],
    ['quotes', '-j LOG --log-prefix "x"', '-j LOG --log-prefix x'],
    ['recent', '-m recent --set', '-m recent --set --name DEFAULT --mask 255.255.255.255 --rsource'],
  ])('%s', (_what, one, other) => {
    expect(normalRule(one, 'ipv4')).toBe(normalRule(other, 'ipv4'));
  });

  test.each([
    ['-p icmpv6 --icmpv6-type neighbour-solicitation -j ACCEPT', '-p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT'],
    ['-s 2001:DB8:0::1 -j DROP', '-s 2001:db8::1/128 -j DROP'],
    ['-j REJECT', '-j REJECT --reject-with icmp6-port-unreachable'],
    ['-p 58 -j ACCEPT', '-p ipv6-icmp -j ACCEPT'],
  ])('for IPv6, %s is %s', (one, other) => {
    expect(normalRule(one, 'ipv6')).toBe(normalRule(other, 'ipv6'));
  });

  test.each([
    ['-p tcp --dport 22 -j ACCEPT', '-p tcp --dport 23 -j ACCEPT'],
    ['-p tcp --dport 22 -j ACCEPT', '-p tcp ! --dport 22 -j ACCEPT'],
    ['-p tcp --dport 22 -j ACCEPT', '-p udp --dport 22 -j ACCEPT'],
    ['-p tcp --dport 22 -j ACCEPT', '-p tcp --dport 22 -j DROP'],
    ['-s 198.18.0.1 -j ACCEPT', '-d 198.18.0.1 -j ACCEPT'],
    ['! -s 0.0.0.0/0 -j ACCEPT', '-j ACCEPT'],
    ['-i lo -j ACCEPT', '-j ACCEPT'],
    ['-m recent --set --name a', '-m recent --set --name b'],
    ['-j REJECT', '-j REJECT --reject-with tcp-reset'],
    ['-j LOG --log-prefix "a b"', '-j LOG --log-prefix "a  b"'],
    ['-m comment --comment "-j DROP" -j ACCEPT', '-j DROP'],
    ['-m comment --comment "-j" -j ACCEPT', '-m comment --comment -j ACCEPT'],
  ])('%s is not %s', (one, other) => {
    expect(normalRule(one, 'ipv4')).not.toBe(normalRule(other, 'ipv4'));
  });

  test('stays as it is when it is normal already', () => {
    const word = fc.oneof(
      fc.constantFrom('-p', '-m', '-j', '-s', 'tcp', 'ACCEPT', '!', '--dport', '22', '"a b"', String.raw`"\""`),
      fc.stringMatching(/^[a-z0-9:.,/-]{1,8}$/),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const once = normalRule(words.join(' '), 'ipv4');
        expect(normalRule(once, 'ipv4')).toBe(once);
      }),
    );
  });

  test('comes out of whatever a host prints', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => expect(typeof normalRule(text, 'ipv6')).toBe('string')),
    );
  });
});
