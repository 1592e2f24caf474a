import { describe, expect, test } from '@jest/globals';
import { outputRules } from '../../../../src/resources/firewall/iptables/output-rules.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';

const policy = readPolicy({
  default_out: 'reject',
  services: [
    { name: 'ssh', port: 22, from: ['198.18.0.0/24'] },
    { name: 'snmp', proto: 'udp', port: 161 },
  ],
  outgoing: [{ name: 'dns', proto: ['udp', 'tcp'], port: 53, to: ['198.18.0.1', '2001:db8::1'] }],
  log_dropped: '10/hour',
});

describe('the rules of the output chain', () => {
  test('let answers out without connection tracking, but nothing that opens a connection', () => {
    expect(outputRules(policy, 'ipv4').filter((rule) => rule.includes('--sport 22'))).toEqual([
      '-d 198.18.0.0/24 -p tcp -m tcp --sport 22 -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -m comment --comment ssh -j ACCEPT',
    ]);
  });

  test('leave answers over UDP to connection tracking', () => {
    expect(outputRules(policy, 'ipv4').join()).not.toContain('161');
  });

  test('name where services of others are', () => {
    expect(outputRules(policy, 'ipv6').filter((rule) => rule.includes('dns'))).toEqual([
      '-d 2001:db8::1/128 -p tcp -m tcp --dport 53 -m comment --comment dns -j ACCEPT',
      '-d 2001:db8::1/128 -p udp -m udp --dport 53 -m comment --comment dns -j ACCEPT',
    ]);
  });

  test('let a DHCP client ask', () => {
    expect(outputRules(policy, 'ipv4')).toContain('-p udp -m udp --sport 68 --dport 67 -j ACCEPT');
    expect(outputRules(policy, 'ipv6')).toContain('-p udp -m udp --sport 546 --dport 547 -j ACCEPT');
  });

  test('end with the log and the refusal', () => {
    expect(outputRules(policy, 'ipv4').slice(-3)).toEqual([
      '-m limit --limit 10/hour -j LOG --log-prefix "[RACKWRIGHT DROP] "',
      '-p tcp -j REJECT --reject-with tcp-reset',
      '-j REJECT --reject-with icmp-port-unreachable',
    ]);
  });
});
