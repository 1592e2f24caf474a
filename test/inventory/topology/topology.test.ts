import { describe, expect, test } from '@jest/globals';
import { inventoryScope } from '../../../src/inventory/inventory-scope.ts';
import { topologyProblems } from '../../../src/inventory/topology-problems.ts';
import type { HostTopology } from '../../../src/inventory/topology/host-topology.ts';
import { layer } from '../layers.ts';
import { readScratch, shown } from '../scratch.ts';

const hosts = `all:
  children:
    lb: {hosts: {lb1: {ansible_host: 198.18.0.11, host_addresses: [198.18.0.11, 'fd00::11']}, lb2: {ansible_host: 198.18.0.12}}}
    web: {hosts: {web1: {ansible_host: 198.18.0.21}, web2: {ansible_host: 198.18.0.22}}}
    db: {hosts: {db1: {ansible_host: 198.18.0.31}}}
`;

const good = `topology:
  zones: {office: [192.0.2.0/24, '2001:db8::/32']}
  services:
    - {name: ssh, on: all, port: ssh, from: [office, lb1]}
    - {name: https, on: lb, ports: [80, 443], from: any, tls: "{{ site_tls }}", to: app, names: [www.rack.test], limit: 6/30s}
    - {name: app, on: [web1, web2], port: 443, from: lb, tls: re-encrypt}
    - {name: galera, on: db, proto: [tcp, udp], port: 4567, from: db}
    - {name: vrrp, on: lb, proto: vrrp, from: lb}
site_tls: terminate
`;

async function read(topology: string, inventory = hosts) {
  const { inventory: found, diagnostics } = await readScratch({
    'hosts.yml': inventory,
    'group_vars/all.yml': topology,
  });
  expect(shown(diagnostics)).toEqual([]);
  return found;
}

async function viewOf(name: string, topology = good, extra?: ReturnType<typeof layer>): Promise<HostTopology> {
  const inventory = await read(topology);
  return inventoryScope(inventory, name, { extra }).scope['host_topology'] as HostTopology;
}

describe('the topology as a host sees it', () => {
  test('has what it serves, to whom, and how TLS travels there', async () => {
    const { serves } = await viewOf('lb2');
    expect(Object.keys(serves)).toEqual(['ssh', 'https', 'vrrp']);
    expect(serves['https']).toEqual({
      proto: ['tcp'],
      ports: [80, 443],
      port: 80,
      tls: 'terminate',
      names: ['www.rack.test'],
      to: 'app',
      all_names: ['www.rack.test'],
      from: 'any',
    });
    expect(serves['ssh']?.from).toEqual(['192.0.2.0/24', '2001:db8::/32', '198.18.0.11', 'fd00::11']);
  });

  test('has what it calls, and where that is, without itself', async () => {
    const { calls } = await viewOf('lb1');
    expect(Object.keys(calls)).toEqual(['ssh', 'app', 'vrrp']);
    expect(calls['app']).toMatchObject({
      port: 443,
      tls: 're-encrypt',
      hosts: [
        { name: 'web1', address: '198.18.0.21', addresses: ['198.18.0.21'] },
        { name: 'web2', address: '198.18.0.22', addresses: ['198.18.0.22'] },
      ],
    });
    expect(calls['vrrp']?.hosts.map(({ name }) => name)).toEqual(['lb2']);
  });

  test('opens what the firewall has to, and nothing for a host that only talks to itself', async () => {
    expect((await viewOf('lb2')).open).toEqual([
      {
        name: 'ssh',
        proto: ['tcp'],
        ports: ['ssh'],
        from: ['192.0.2.0/24', '2001:db8::/32', '198.18.0.11', 'fd00::11'],
      },
      { name: 'https', proto: ['tcp'], ports: [80, 443], from: 'any', limit: '6/30s' },
      { name: 'vrrp', proto: ['vrrp'], from: ['198.18.0.11', 'fd00::11'] },
    ]);
    expect((await viewOf('db1')).open.map(({ name }) => name)).toEqual(['ssh']);
  });

  test('is switched by -e, for all hosts alike', async () => {
    const extra = layer('-e', { site_tls: 'pass-through' });
    expect((await viewOf('lb1', good, extra)).serves['https']?.tls).toBe('pass-through');
  });

  test('is not there where nobody wrote one', async () => {
    const { scope } = inventoryScope(await read('site: x\n'), 'lb1');
    expect('host_topology' in scope).toBe(false);
    expect(topologyProblems(await read('site: x\n'), undefined)).toEqual([]);
  });
});

describe('mistakes in a topology', () => {
  const one = (service: string): string => `topology:\n  services:\n    - ${service}\n`;

  test.each([
    [
      'a port too high',
      one('{name: a, on: all, port: 70000, from: any}'),
      'bad-value group_vars/all.yml:3:32 services[0].port',
    ],
    ['an unknown key', one('{name: a, on: all, prot: 22, from: any}'), 'unknown-key group_vars/all.yml:3:26 '],
    ['no caller', one('{name: a, on: all, port: 22}'), 'missing-key group_vars/all.yml:3:7 '],
    [
      'an unknown group',
      one('{name: a, on: webs, port: 22, from: any}'),
      'unknown-host group_vars/all.yml:3:21 "webs" is no group and no host',
      'warning',
    ],
    [
      'an unknown caller',
      one('{name: a, on: web, port: 22, from: [lb, offic]}'),
      'unknown-host group_vars/all.yml:3:42 "offic" is no group, host, zone',
      'warning',
    ],
    ['no port', one('{name: a, on: web, from: any}'), 'missing-key group_vars/all.yml:3:14 the service needs a port'],
    [
      'a port without need',
      one('{name: a, on: web, proto: vrrp, port: 1, from: any}'),
      'bad-value group_vars/all.yml:3:33 this protocol has no ports',
    ],
    [
      'an unknown protocol',
      one('{name: a, on: web, proto: sctp, port: 1, from: any}'),
      'bad-value group_vars/all.yml:3:33 "sctp"',
    ],
    [
      'an unknown way',
      one('{name: a, on: web, port: 1, from: any, to: b}'),
      'bad-value group_vars/all.yml:3:50 there is no service "b"',
    ],
    [
      'TLS through to nothing',
      one('{name: a, on: web, port: 1, from: any, tls: pass-through}'),
      'bad-value group_vars/all.yml:3:51 TLS passes through a, but',
    ],
    [
      'TLS over udp',
      one('{name: a, on: web, port: 1, proto: udp, from: any, tls: terminate}'),
      'bad-value group_vars/all.yml:3:63 TLS needs tcp',
    ],
    [
      'nobody who re-encrypts',
      one('{name: a, on: web, port: 1, from: any, tls: re-encrypt}'),
      'bad-value group_vars/all.yml:3:51 nothing that ends TLS',
    ],
    [
      'a name twice',
      `${one('{name: a, on: web, port: 1, from: any}')}    - {name: a, on: web, port: 2, from: any}\n`,
      'bad-value group_vars/all.yml:4:14 another service',
    ],
    [
      'a way that is shut',
      `${one('{name: a, on: lb, port: 1, from: any, to: b}')}    - {name: b, on: web, port: 2, from: lb1}\n`,
      'bad-value group_vars/all.yml:3:49 a hands on to b, which does not let lb2 in',
    ],
    [
      'a zone with a group’s name',
      `${one('{name: a, on: web, port: 1, from: any}')}  zones: {web: 192.0.2.1}\n`,
      'bad-value group_vars/all.yml:4:16 the zone "web"',
    ],
    [
      'a zone without sense',
      `${one('{name: a, on: web, port: 1, from: any}')}  zones: {x: 192.0.2.1/33}\n`,
      'bad-value group_vars/all.yml:4:14 "192.0.2.1/33"',
    ],
  ])('are found and placed: %s', async (_what, topology, expected, severity = 'error') => {
    const found = shown(topologyProblems(await read(topology), undefined));
    expect(found).toHaveLength(1);
    expect(found[0]?.startsWith(`${severity} ${expected}`)).toBe(true);
  });

  test('are found: a host that is let in but has no address', async () => {
    const inventory = await read(
      one('{name: a, on: web1, port: 22, from: lb}'),
      hosts.replace('{ansible_host: 198.18.0.12}', '{ansible_host: lb2.example}'),
    );
    expect(shown(topologyProblems(inventory, undefined))).toEqual([
      expect.stringContaining('lb2 is reached by a name, and the topology needs its addresses'),
    ]);
  });

  test('are found: one host with a topology of its own', async () => {
    const { inventory } = await readScratch({
      'hosts.yml': hosts,
      'group_vars/all.yml': good,
      'host_vars/web1.yml': one('{name: a, on: web, port: 1, from: any}'),
    });
    expect(shown(topologyProblems(inventory, undefined))).toEqual([
      expect.stringMatching(/host_vars\/web1.yml:\d:\d the topology is one for all hosts, but is set for web1 alone/),
    ]);
  });

  test('are found: a template that gives what does not fit', async () => {
    const found = shown(topologyProblems(await read(good), layer('-e', { site_tls: 'some' })));
    expect(found).toEqual([expect.stringContaining('services[1].tls')]);
  });
});
