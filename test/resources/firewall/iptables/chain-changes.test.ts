import { describe, expect, test } from '@jest/globals';
import { iptablesBackend } from '../../../../src/resources/firewall/iptables/backend.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import type { Change } from '../../../../src/resource.ts';
import { keptByIptables, untouched, withChain } from '../../../support/firewall-observed.ts';

const policy = readPolicy({
  services: [
    { name: 'ssh', port: 22 },
    { name: 'web', ports: [80, 443] },
  ],
});
const kept = keptByIptables(policy);

/** The lines that only one of the two texts has. */
function linesOf({ from, to }: Change): { readonly lost: readonly string[]; readonly added: readonly string[] } {
  const [before, after] = [from, to].map((value) =>
    typeof value === 'object' && value !== null && 'text' in value ? value.text.split('\n') : [],
  ) as [string[], string[]];
  return {
    lost: before.filter((line) => !after.includes(line)),
    added: after.filter((line) => !before.includes(line)),
  };
}

describe('what differs in the kernel', () => {
  test('is nothing on a host that was brought to the policy', () => {
    expect(iptablesBackend.diff(policy, kept)).toEqual([]);
  });

  test('is everything on a host that nobody has touched', () => {
    expect(iptablesBackend.diff(policy, untouched()).map(({ attribute }) => attribute)).toEqual([
      'ipv4 RACKWRIGHT-INPUT',
      'ipv4 jump from INPUT',
      'ipv6 RACKWRIGHT-INPUT',
      'ipv6 jump from INPUT',
      '/etc/rackwright/firewall/ipv4.rules',
      '/etc/rackwright/firewall/ipv6.rules',
      '/etc/rackwright/firewall/restore',
      '/etc/systemd/system/rackwright-firewall.service',
      'rackwright-firewall.service',
    ]);
  });

  test('is one line for one rule added by hand', () => {
    const opened = withChain(kept, 'RACKWRIGHT-INPUT', (rules) => ['-p tcp -m tcp --dport 9999 -j ACCEPT', ...rules]);
    const [change, ...more] = iptablesBackend.diff(policy, opened);
    expect(more).toEqual([]);
    expect(linesOf(change!)).toEqual({ lost: ['-p tcp -m tcp --dport 9999 -j ACCEPT'], added: [] });
  });

  test('is one line for one rule that is gone', () => {
    const closed = withChain(kept, 'RACKWRIGHT-INPUT', (rules) => rules.filter((rule) => !rule.includes('web')));
    const [change] = iptablesBackend.diff(policy, closed);
    expect(linesOf(change!)).toEqual({
      lost: [],
      added: ['-p tcp -m multiport --dports 80,443 -m comment --comment web -j ACCEPT'],
    });
  });

  test('is seen when only the order is another', () => {
    const turned = withChain(kept, 'RACKWRIGHT-INPUT', (rules) => [...rules.slice(1), ...rules.slice(0, 1)]);
    expect(iptablesBackend.diff(policy, turned)).toHaveLength(1);
  });

  test('is not a matter of spelling', () => {
    const respelt = withChain(kept, 'RACKWRIGHT-INPUT', (rules) =>
      rules.map((rule) =>
        rule
          .replace('-p tcp -m tcp --dport', '--protocol 6 --dport')
          .replace('RELATED,ESTABLISHED', 'ESTABLISHED,RELATED'),
      ),
    );
    expect(iptablesBackend.diff(policy, respelt)).toEqual([]);
  });

  test('is nothing when others add rules and chains of their own behind our jump', () => {
    const others = withChain(kept, 'INPUT', (rules) => [
      ...rules,
      '-p udp -m udp --dport 53 -j LIBVIRT_INP',
      '-j DROP',
    ]);
    expect(iptablesBackend.diff(policy, others)).toEqual([]);
  });

  test('includes a chain that is no longer needed', () => {
    const closed = readPolicy({ default_out: 'drop' });
    const open = readPolicy({});
    const [change] = iptablesBackend.diff(open, { ...keptByIptables(open), rules: keptByIptables(closed).rules });
    expect(change).toMatchObject({ attribute: 'ipv4 RACKWRIGHT-OUTPUT', to: null });
  });

  test('leaves IPv6 alone where the kernel has none', () => {
    const observed = { ...untouched(), rules: { ...untouched().rules, ipv6: { state: 'unsupported' as const } } };
    const changes = iptablesBackend.diff(policy, observed);
    expect(changes.filter(({ attribute }) => attribute.startsWith('ipv6'))).toEqual([]);
  });

  test('cannot be told when the table cannot be shown', () => {
    const observed = {
      ...untouched(),
      rules: { ...untouched().rules, ipv4: { state: 'unreadable' as const, why: 'you must be root' } },
    };
    expect(() => iptablesBackend.diff(policy, observed)).toThrow('you must be root');
  });
});
