import { describe, expect, test } from '@jest/globals';
import { chooseBackend } from '../../../src/resources/firewall/choose-backend.ts';
import type { Observed } from '../../../src/resources/firewall/observed.ts';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';
import { refuseOtherManagers } from '../../../src/resources/firewall/refuse-other-managers.ts';
import { file, unit, untouched } from '../../support/firewall-observed.ts';

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

  test('is refused: ufw that is enabled, under iptables', () => {
    expect(refused('iptables', withUfw('yes'))).toThrow('`ufw disable`');
  });

  test('is refused: ufw whose rules are in the kernel although it is not enabled', () => {
    expect(refused('iptables', withUfw('no', 'ufw-before-input', 'ufw-user-input'))).toThrow('`ufw disable`');
  });

  test('is none: what `ufw disable` leaves behind', () => {
    expect(refused('iptables', withUfw('no', 'ufw-before-input'))).not.toThrow();
  });

  test('is none: ufw where ufw is wanted', () => {
    expect(refused('ufw', withUfw('yes', 'ufw-user-input'))).not.toThrow();
  });
});

describe('the backend of auto', () => {
  test.each([
    ['ufw', withUfw('no')],
    ['iptables', untouched()],
  ])('is %s by what is installed', (name, observed) => {
    expect(chooseBackend(readPolicy({}), observed).name).toBe(name);
  });
});
