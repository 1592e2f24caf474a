import { describe, expect, test } from '@jest/globals';
import type { IptablesChain } from '../../../../src/facts/iptables-rules.ts';
import { removalText, restoreText } from '../../../../src/resources/firewall/iptables/restore-text.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';

const policy = readPolicy({ services: [{ name: 'ssh', port: 22 }] });

function linesOf(live: readonly IptablesChain[]): readonly string[] {
  return restoreText(policy, 'ipv4', live)
    .split('\n')
    .filter((line) => !line.startsWith('-A'));
}

function chain(name: string, ...rules: readonly string[]): IptablesChain {
  return { name, policy: '-', rules };
}

describe('what is sent to iptables-restore', () => {
  test('makes the chain and the jump on an untouched host', () => {
    expect(linesOf([])).toEqual([
      '*filter',
      ':RACKWRIGHT-INPUT - [0:0]',
      '-I INPUT 1 -j RACKWRIGHT-INPUT',
      'COMMIT',
      '',
    ]);
  });

  test('leaves a right jump alone', () => {
    expect(linesOf([chain('INPUT', '-j RACKWRIGHT-INPUT')])).toEqual([
      '*filter',
      ':RACKWRIGHT-INPUT - [0:0]',
      'COMMIT',
      '',
    ]);
  });

  test('takes away every jump before it puts the one in its place', () => {
    const live = [chain('INPUT', '-j f2b-sshd', '-j ACCEPT', '-j RACKWRIGHT-INPUT', '-j RACKWRIGHT-INPUT')];
    expect(linesOf(live).slice(2, -2)).toEqual([
      '-D INPUT -j RACKWRIGHT-INPUT',
      '-D INPUT -j RACKWRIGHT-INPUT',
      '-I INPUT 2 -j RACKWRIGHT-INPUT',
    ]);
  });

  test('removes the output chain when everything may go out again', () => {
    const live = [
      chain('INPUT', '-j RACKWRIGHT-INPUT'),
      chain('OUTPUT', '-j RACKWRIGHT-OUTPUT'),
      chain('RACKWRIGHT-OUTPUT', '-j DROP'),
    ];
    expect(linesOf(live).slice(2, -2)).toEqual([
      '-D OUTPUT -j RACKWRIGHT-OUTPUT',
      '-F RACKWRIGHT-OUTPUT',
      '-X RACKWRIGHT-OUTPUT',
    ]);
  });

  test('never names a chain of others', () => {
    const live = [chain('INPUT', '-j DOCKER-USER', '-j RACKWRIGHT-INPUT'), chain('DOCKER-USER', '-j RETURN')];
    expect(restoreText(policy, 'ipv4', live)).not.toContain('DOCKER');
  });

  test('is nothing when nothing of ours is to be removed', () => {
    expect(removalText([chain('INPUT', '-j ufw-before-input')])).toBe('');
  });
});
