import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Arguments } from '../../src/resource.ts';
import { firewallInNamespace } from '../support/firewall-in-namespace.ts';
import { joinNamespaces } from '../support/joined-namespaces.ts';
import type { JoinedNamespaces } from '../support/joined-namespaces.ts';
import { knockFrom, listenIn } from '../support/knock.ts';

const everything: Arguments = {
  backend: 'iptables',
  default_in: 'reject',
  default_out: 'drop',
  services: [
    { name: 'ssh', port: 22, from: 'any' },
    { name: 'https', ports: [443, '8000:8010'], from: ['198.18.7.2', '2001:db8:7::/64'] },
    { name: 'galera', proto: ['tcp', 'udp'], port: 4567, from: ['198.18.7.0/24', '2001:db8::1:0:0:1'] },
    { name: 'many', ports: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, '29-31', 33, 35] },
    { name: 'vrrp', proto: 'vrrp', from: '198.18.7.0/24' },
    { name: 'gre', proto: 'gre', from: ['198.18.7.4', '2001:db8:0:1:1:1:1:1'] },
    { name: 'ah', proto: ['ah', 'esp', 'igmp'] },
    { name: 'slow', port: 2222, limit: '3/10s' },
    { name: 'slow-many', proto: ['tcp', 'udp'], ports: [2223, 2225], limit: '6/min', from: ['198.18.7.0/24'] },
  ],
  outgoing: [
    { name: 'dns', proto: ['udp', 'tcp'], port: 53, to: ['198.18.7.2', '2001:db8:7::2'] },
    { name: 'web', ports: [80, 443] },
  ],
};

let namespaces: JoinedNamespaces;
beforeAll(() => {
  namespaces = joinNamespaces();
});
afterAll(() => namespaces.close());

describe.each(['nft', 'legacy'] as const)('iptables (%s)', (variant) => {
  test('what is sent is what the kernel shows, for every kind of rule', async () => {
    const host = firewallInNamespace(namespaces, { variant });
    await host.converge({ ...everything, log_dropped: '60/min' });
    expect(await host.converge({ ...everything, log_dropped: '60/min' })).toEqual([]);
  });
});
