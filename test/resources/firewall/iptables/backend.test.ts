import { describe, expect, test } from '@jest/globals';
import { iptablesBackend } from '../../../../src/resources/firewall/iptables/backend.ts';
import { persistedPaths, unitName } from '../../../../src/resources/firewall/boot/paths.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import { stepTitle } from '../../../../src/engine/step-title.ts';
import type { Step } from '../../../../src/resource.ts';
import { file, keptByIptables, unit, untouched, withChain } from '../../../support/firewall-observed.ts';

const policy = readPolicy({ services: [{ name: 'ssh', port: 22 }] });

function titles(steps: readonly Step[]): readonly string[] {
  return steps.map(stepTitle);
}

describe('the iptables backend', () => {
  test('checks all rules before it loads any, and saves them only when they are loaded', () => {
    expect(titles(iptablesBackend.steps(policy, untouched()))).toEqual([
      'check the ipv4 rules',
      'check the ipv6 rules',
      'load the ipv4 rules',
      'load the ipv6 rules',
      'make /etc/rackwright/firewall',
      'write /etc/rackwright/firewall/ipv4.rules',
      'write /etc/rackwright/firewall/ipv6.rules',
      'write /etc/rackwright/firewall/restore',
      'write /etc/systemd/system/rackwright-firewall.service',
      'enable rackwright-firewall.service',
    ]);
  });

  test('loads one family when only that one differs', () => {
    const opened = withChain(keptByIptables(policy), 'RACKWRIGHT-INPUT', (rules) => ['-j ACCEPT', ...rules]);
    expect(titles(iptablesBackend.steps(policy, opened))).toEqual(['check the ipv4 rules', 'load the ipv4 rules']);
  });

  test('sends rules on standard input, in one transaction, and waits for the lock', () => {
    const step = iptablesBackend
      .steps(policy, untouched())
      .find((each) => each.type === 'run' && each.title === 'load the ipv6 rules');
    expect(step).toMatchObject({
      command: { text: 'PATH=$PATH:/usr/sbin:/sbin; ip6tables-restore --noflush --wait=30 ' },
    });
    const text = step?.type === 'run' ? new TextDecoder().decode(step.stdin) : '';
    expect(text.match(/COMMIT/g)).toHaveLength(1);
  });

  test('does nothing for a saved file but writing it when only that was edited', () => {
    const kept = keptByIptables(policy);
    const edited = { ...kept, files: new Map([...kept.files, [persistedPaths.ipv4, file('*filter\nCOMMIT\n')]]) };
    const [change] = iptablesBackend.diff(policy, edited);
    expect(change).toMatchObject({ attribute: persistedPaths.ipv4, from: { text: '*filter\nCOMMIT\n' } });
    expect(titles(iptablesBackend.steps(policy, edited))).toEqual([
      'make /etc/rackwright/firewall',
      `write ${persistedPaths.ipv4}`,
    ]);
  });

  test('shows what a new file weighs instead of its rules a second time', () => {
    const change = iptablesBackend.diff(policy, untouched()).find(({ attribute }) => attribute === persistedPaths.ipv4);
    expect(change?.to).toEqual({ bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('enables the unit again when somebody disabled it', () => {
    const disabled = { ...keptByIptables(policy), units: new Map([[unitName, unit({ unitFile: 'disabled' })]]) };
    expect(iptablesBackend.diff(policy, disabled)).toEqual([{ attribute: unitName, from: 'disabled', to: 'enabled' }]);
    expect(titles(iptablesBackend.steps(policy, disabled))).toEqual([`enable ${unitName}`]);
  });

  test('plans on a host without iptables, but does not run there', () => {
    const rules = { ipv4: { state: 'missing' as const }, ipv6: { state: 'missing' as const } };
    const bare = { ...untouched(), rules };
    expect(iptablesBackend.diff(policy, bare).length).toBeGreaterThan(0);
    expect(() => iptablesBackend.steps(policy, bare)).toThrow('install the package iptables');
  });

  test('is refused where nothing would load the rules at boot', () => {
    const observed = { ...untouched(), units: new Map([[unitName, unit({ systemd: false })]]) };
    expect(() => iptablesBackend.diff(policy, observed)).toThrow('not started by systemd');
  });

  test('is refused when a saved file is something else', () => {
    const observed = { ...untouched(), files: new Map([[persistedPaths.ipv4, { type: 'not-a-file' as const }]]) };
    expect(() => iptablesBackend.diff(policy, observed)).toThrow('cannot be read as a file (not-a-file)');
  });
});
