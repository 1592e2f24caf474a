import { describe, expect, test } from '@jest/globals';
import { stepTitle } from '../../../../src/engine/step-title.ts';
import { persistedPaths, unitName } from '../../../../src/resources/firewall/boot/paths.ts';
import { nftablesBackend } from '../../../../src/resources/firewall/nftables/backend.ts';
import type { Observed } from '../../../../src/resources/firewall/observed.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import { withSshPorts } from '../../../../src/resources/firewall/ssh-ports.ts';
import { file, keptByNftables, unit, untouched } from '../../../support/firewall-observed.ts';

const policy = readPolicy({
  log_dropped: false,
  icmp: 'drop',
  services: [
    { name: 'ssh', ports: [22, 2222], from: ['198.18.0.0/24'] },
    { name: 'web', ports: [80, 443], limit: '6/30s', from: '198.18.0.0/15' },
  ],
});
const kept = keptByNftables(policy);

const inOtherWords = `table inet rackwright {
	set refused-ipv4-web {
		type ipv4_addr
		size 65535	# count 3
		flags timeout,dynamic
		timeout 30s
	}

	set counted-ipv4-web {
		type ipv4_addr
		size 65535
		flags dynamic,timeout
		timeout 30s
	}

	chain input {
		type filter hook input priority 0; policy drop;
		iifname "lo" accept
		ct state 0x4,0x2 accept
		ip saddr 198.18.0.0/24 tcp dport { 2222, 22 } accept comment "ssh" # handle 5
		ip saddr 198.18.0.0/15 tcp dport { 80, 443 } tcp flags 0x2 / 0x1,0x2,0x4,0x10 ip saddr @refused-ipv4-web update @refused-ipv4-web { ip saddr } drop comment "web"
		ip saddr 198.18.0.0/15 tcp dport { 80, 443 } tcp flags syn / fin,syn,rst,ack update @counted-ipv4-web { ip saddr limit rate over 12/minute } update @refused-ipv4-web { ip saddr } drop comment "web"
		ip saddr { 198.18.0.0/16, 198.19.0.0/16 } tcp dport { 80, 443 } accept comment "web"
		icmpv6 type { 1-4, 130, 131, 132, 133, 134, 135, 136, 143 } accept
		meta nfproto 2 udp sport 67 udp dport 68 accept
		ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
		ct state invalid drop
	}
}
`;

function withTable(change: (text: string) => string): Observed {
  const { nft } = kept;
  return nft.state === 'read' ? { ...kept, nft: { ...nft, table: change(nft.table ?? '') } } : kept;
}

function attributes(observed: Observed): readonly string[] {
  return nftablesBackend.diff(policy, observed).map(({ attribute }) => attribute);
}

describe('the nftables backend', () => {
  test('finds nothing to do where all is as it should be, in whatever words nft says it', () => {
    expect(attributes(kept)).toEqual([]);
    expect(attributes(withTable(() => inOtherWords))).toEqual([]);
  });

  test('checks the table, loads it in one transaction, and saves it only when it is loaded', () => {
    const steps = nftablesBackend.steps(policy, untouched());
    expect(steps.map(stepTitle)).toEqual([
      'check the nft table',
      'load the nft table',
      'make /etc/rackwright/firewall',
      `write ${persistedPaths.nft}`,
      `write ${persistedPaths.script}`,
      `write ${persistedPaths.unit}`,
      `enable ${unitName}`,
    ]);
    const [check, load] = steps;
    expect(check).toMatchObject({ command: { text: 'PATH=$PATH:/usr/sbin:/sbin; nft -c -f -' } });
    const text = load?.type === 'run' ? new TextDecoder().decode(load.stdin) : '';
    expect(text).toMatch(/^table inet rackwright\ndelete table inet rackwright\ntable inet rackwright \{\n/);
    expect(text).not.toContain('flush');
  });

  test('shows one line that was opened by hand', () => {
    const opened = withTable((text) => text.replace('\t\tct state', '\t\ttcp dport 9999 accept\n\t\tct state'));
    const [change, ...more] = nftablesBackend.diff(policy, opened);
    expect(more).toEqual([]);
    expect(change?.attribute).toBe('inet rackwright chain input');
    expect(JSON.stringify(change?.from)).toContain('tcp dport 9999 accept');
    expect(nftablesBackend.steps(policy, opened).map(stepTitle)).toEqual(['check the nft table', 'load the nft table']);
  });

  test.each([
    ['a table that sleeps', (text: string) => text.replace('{\n', '{\n\tflags dormant\n'), ['inet rackwright']],
    ['an open policy', (text: string) => text.replace('policy drop', 'policy accept'), ['inet rackwright chain input']],
    ['another hook', (text: string) => text.replace('hook input', 'hook prerouting'), ['inet rackwright chain input']],
    [
      'a longer limit',
      (text: string) => text.replaceAll('timeout 30s', 'timeout 1s'),
      ['inet rackwright set counted-ipv4-web', 'inet rackwright set refused-ipv4-web'],
    ],
  ])('sees %s', (_what, change, changed) => {
    expect(attributes(withTable(change))).toEqual(changed);
  });

  test('does nothing for a saved file but writing it when only that was edited', () => {
    const edited = { ...kept, files: new Map([...kept.files, [persistedPaths.nft, file('flush ruleset\n')]]) };
    expect(nftablesBackend.steps(policy, edited).map(stepTitle)).toEqual([
      'make /etc/rackwright/firewall',
      `write ${persistedPaths.nft}`,
    ]);
  });

  test('plans on a host without nft, but does not run there', () => {
    const bare = { ...untouched(), nft: { state: 'missing' as const } };
    expect(nftablesBackend.diff(policy, bare).length).toBeGreaterThan(0);
    expect(() => nftablesBackend.steps(policy, bare)).toThrow('install the package nftables');
  });

  test('is refused where nothing would load the table at boot', () => {
    const observed = { ...untouched(), units: new Map([[unitName, unit({ systemd: false })]]) };
    expect(() => nftablesBackend.diff(policy, observed)).toThrow('not started by systemd');
  });
});

describe('the ports of sshd', () => {
  const asked = readPolicy({ services: [{ name: 'ssh', ports: ['ssh', 2022] }] });

  test.each([
    ['what sshd says', [22, 2222], undefined, [22, 2022, 2222]],
    ['what this session comes in by', [], 8022, [2022, 8022]],
    ['both', [22], 8022, [22, 2022, 8022]],
  ])('are %s', (_what, sshPorts, serverPort, expected) => {
    const session =
      serverPort === undefined
        ? undefined
        : { clientAddress: '198.18.0.1', clientPort: 50_000, serverAddress: '198.18.0.2', serverPort };
    const { services } = withSshPorts(asked, { ...untouched(), sshPorts, session });
    expect(services[0]?.ports.map(({ first }) => first)).toEqual(expected);
  });

  test('must be known', () => {
    expect(() => withSshPorts(asked, untouched())).toThrow('which ports sshd has');
  });
});
