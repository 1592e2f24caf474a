import { describe, expect, test } from '@jest/globals';
import { chooseBackend } from '../../../src/resources/firewall/choose-backend.ts';
import type { Observed } from '../../../src/resources/firewall/observed.ts';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';
import { refuseOtherManagers } from '../../../src/resources/firewall/refuse-other-managers.ts';
import { file, keptByIptables, unit, untouched } from '../../support/firewall-observed.ts';

function refused(backend: string, observed: Observed): () => void {
  const policy = readPolicy({ backend });
  return () => {
    refuseOtherManagers(chooseBackend(policy, observed), observed);
  };
}

function withUfw(enabled: 'yes' | 'no', ...chains: readonly string[]): Observed {
  return {
    ...untouched(),
    ufwInstalled: true,
    files: new Map([['/etc/ufw/ufw.conf', file(`# settings\nENABLED=${enabled}\nLOGLEVEL=low\n`)]]),
    rules: {
      ...untouched().rules,
      ipv4: { state: 'read', chains: chains.map((name) => ({ name, policy: '-', rules: [] })) },
    },
  };
}

describe('a second manager of rules', () => {
  test.each(['firewalld.service', 'nftables.service'])('is refused: %s, whatever the backend', (name) => {
    const observed = { ...untouched(), units: new Map([[name, unit({ active: 'active' })]]) };
    expect(refused('iptables', observed)).toThrow(`systemctl disable --now ${name}`);
    expect(refused('ufw', observed)).toThrow(`${name} is active`);
  });

  test('is none when it is only installed', () => {
    const observed = { ...untouched(), units: new Map([['firewalld.service', unit({ active: 'inactive' })]]) };
    expect(refused('iptables', observed)).not.toThrow();
  });

  test.each(['iptables', 'nftables'])('is none: ufw, from which %s takes over', (backend) => {
    expect(refused(backend, withUfw('yes', 'ufw-user-input'))).not.toThrow();
  });

  test.each([
    ['drops by default', { table: 'inet filter', name: 'input', hook: 'input', policy: 'drop' }, 'inet filter'],
    ['is firewalld’s', { table: 'inet firewalld', name: 'filter_INPUT', hook: 'input', policy: 'accept' }, 'firewalld'],
  ])('is refused: a table that %s, whatever the backend', (_what, chain, said) => {
    const observed = { ...untouched(), nft: { state: 'read' as const, table: undefined, hooked: [chain] } };
    for (const backend of ['iptables', 'nftables', 'ufw']) expect(refused(backend, observed)).toThrow(said);
  });

  test.each([
    ['a table that only forwards', { table: 'inet filter', name: 'forward', hook: 'forward', policy: 'drop' }],
    [
      'one that accepts, as those of fail2ban',
      { table: 'inet f2b-table', name: 'f2b', hook: 'input', policy: 'accept' },
    ],
    ['the table of iptables', { table: 'ip filter', name: 'INPUT', hook: 'input', policy: 'drop' }],
    ['our own table', { table: 'inet rackwright', name: 'input', hook: 'input', policy: 'drop' }],
  ])('is none: %s', (_what, chain) => {
    const observed = { ...untouched(), nft: { state: 'read' as const, table: undefined, hooked: [chain] } };
    expect(refused('nftables', observed)).not.toThrow();
  });

  test('is refused under nftables: iptables that drops by default, unless ufw has set that', () => {
    const { ipv4 } = untouched().rules;
    const chains = ipv4.state === 'read' ? ipv4.chains.map((chain) => ({ ...chain, policy: 'DROP' })) : [];
    const dropping = { ...untouched(), rules: { ...untouched().rules, ipv4: { state: 'read' as const, chains } } };
    expect(refused('nftables', dropping)).toThrow('-P INPUT ACCEPT');
    expect(refused('iptables', dropping)).not.toThrow();
    const enabled = withUfw('yes');
    expect(refused('nftables', { ...enabled, rules: dropping.rules })).not.toThrow();
  });

  test('is none: ufw where ufw is wanted', () => {
    expect(refused('ufw', withUfw('yes', 'ufw-user-input'))).not.toThrow();
  });
});

describe('the backend of auto', () => {
  const missing = { state: 'missing' as const };
  const kept = keptByIptables(readPolicy({}));
  test.each([
    ['ufw', 'where that is installed', withUfw('no')],
    ['nftables', 'on a new host', untouched()],
    ['nftables', 'where there is nothing else', { ...untouched(), rules: { ipv4: missing, ipv6: missing } }],
    ['iptables', 'where that keeps the host already', kept],
    ['iptables', 'where there is no nft', { ...untouched(), nft: missing }],
  ])('is %s %s', (name, _where, observed) => {
    expect(chooseBackend(readPolicy({}), observed).name).toBe(name);
  });
});
