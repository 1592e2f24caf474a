import { describe, expect, test } from '@jest/globals';
import { stepTitle } from '../../../src/engine/step-title.ts';
import { iptablesBackend } from '../../../src/resources/firewall/iptables/backend.ts';
import { leaveOthers, leftoversOfOthers } from '../../../src/resources/firewall/leave-other-backends.ts';
import { nftablesBackend } from '../../../src/resources/firewall/nftables/backend.ts';
import type { Observed } from '../../../src/resources/firewall/observed.ts';
import { readPolicy } from '../../../src/resources/firewall/read-policy.ts';
import { ufwBackend } from '../../../src/resources/firewall/ufw/backend.ts';
import { keptByIptables, keptByNftables, untouched } from '../../support/firewall-observed.ts';
import { keptByUfw, withUfw } from '../../support/ufw-observed.ts';

const policy = readPolicy({ services: [{ name: 'ssh', port: 22 }] });

const backends = { iptables: iptablesBackend, nftables: nftablesBackend, ufw: ufwBackend } as const;
const kept = { iptables: keptByIptables(policy), nftables: keptByNftables(policy), ufw: keptByUfw(policy) } as const;

function left(backend: keyof typeof backends, observed: Observed) {
  return {
    attributes: leftoversOfOthers(backends[backend], observed).map(({ attribute }) => attribute),
    steps: leaveOthers(backends[backend], observed).map(stepTitle),
  };
}

const saved = (name: string): string => `/etc/rackwright/firewall/${name}`;
const unit = '/etc/systemd/system/rackwright-firewall.service';

describe('what another backend kept', () => {
  test.each(['iptables', 'nftables', 'ufw'] as const)(
    'is nothing on a new host, and on one of its own: %s',
    (backend) => {
      for (const observed of [untouched(), kept[backend]])
        expect(left(backend, observed)).toEqual({ attributes: [], steps: [] });
    },
  );

  test('goes when nftables takes over from iptables; what loads rules at boot stays', () => {
    expect(left('nftables', kept.iptables)).toEqual({
      attributes: ['ipv4 RACKWRIGHT-INPUT', 'ipv6 RACKWRIGHT-INPUT', saved('ipv4.rules'), saved('ipv6.rules')],
      steps: [
        'check the ipv4 rules',
        'check the ipv6 rules',
        'load the ipv4 rules',
        'load the ipv6 rules',
        `remove ${saved('ipv4.rules')}`,
        `remove ${saved('ipv6.rules')}`,
      ],
    });
  });

  test('goes when iptables takes over from nftables', () => {
    expect(left('iptables', kept.nftables)).toEqual({
      attributes: ['inet rackwright', saved('table.nft')],
      steps: ['check the nft table', 'load the nft table', `remove ${saved('table.nft')}`],
    });
  });

  test.each(['iptables', 'nftables'] as const)('goes when %s takes over from ufw, whose files stay', (backend) => {
    expect(left(backend, kept.ufw)).toEqual({
      attributes: ['ufw'],
      steps: ['disable ufw', 'take away the chains that ufw leaves behind'],
    });
  });

  test('goes when ufw takes over, with what loads rules at boot', () => {
    const observed = {
      ...kept.nftables,
      ufwInstalled: true,
      files: new Map([...withUfw().files, ...kept.nftables.files]),
    };
    expect(left('ufw', observed)).toEqual({
      attributes: ['inet rackwright', saved('table.nft'), saved('restore'), unit, 'rackwright-firewall.service'],
      steps: [
        'check the nft table',
        'load the nft table',
        `remove ${saved('table.nft')}`,
        'disable rackwright-firewall.service',
        `remove ${saved('restore')}`,
        `remove ${unit}`,
        'let systemd read its units again',
      ],
    });
  });

  test('goes last: until the new rules are loaded it guards the host', () => {
    const observed = { ...kept.iptables, ...{ nft: untouched().nft } };
    const own = nftablesBackend.steps(policy, observed).map(stepTitle);
    expect(own.slice(0, 2)).toEqual(['check the nft table', 'load the nft table']);
  });
});
