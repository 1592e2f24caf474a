import { expect, test } from '@jest/globals';
import { interfaceState } from '../../src/facts/interface-state.ts';
import { runFact } from '../support/run-fact.ts';

const text = `link 1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT
link 2: eth0@if613: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT
link 3: eth1: <BROADCAST,MULTICAST> mtu 9000 qdisc noop state DOWN
addr 1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
addr 2: eth0    inet 192.0.2.10/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever preferred_lft forever
addr 2: eth0    inet 192.0.2.99/24 brd 192.0.2.255 scope global secondary dynamic eth0\\       valid_lft 100sec preferred_lft 100sec
addr 2: eth0    inet6 2001:db8::10/64 scope global \\       valid_lft forever preferred_lft forever
addr 2: eth0    inet6 2001:db8::beef/64 scope global dynamic mngtmpaddr \\       valid_lft 100sec preferred_lft 100sec
addr 2: eth0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever
ipv4 default via 192.0.2.1 dev eth0 proto static metric 100 
ipv4 10.20.0.0/16 via 192.0.2.2 dev eth0 
ipv4 198.51.100.0/24 dev eth1 proto kernel scope link src 198.51.100.1 linkdown 
ipv4 unreachable 203.0.113.0/24 
ipv6 2001:db8::/64 dev eth0 proto kernel metric 256 pref medium
`;

test('gives what an administrator has set, and all routes that lead somewhere', () => {
  const [eth0, eth1, none] = interfaceState.parse(Buffer.from(text), ['eth0', 'eth1', 'eth']);
  expect(eth0).toEqual({
    mtu: 1500,
    up: true,
    addresses: ['192.0.2.10/24', '2001:db8::10/64'],
    routes: [
      { family: 'ipv4', to: 'default', via: '192.0.2.1', device: 'eth0', metric: 100, protocol: 'static' },
      { family: 'ipv4', to: '10.20.0.0/16', via: '192.0.2.2', device: 'eth0', metric: undefined, protocol: 'boot' },
      { family: 'ipv6', to: '2001:db8::/64', via: undefined, device: 'eth0', metric: 256, protocol: 'kernel' },
    ],
  });
  expect(eth1).toMatchObject({ mtu: 9000, up: false, addresses: [] });
  expect(none).toMatchObject({ mtu: 0, up: false, addresses: [] });
});

test('an answer that names no interface is none', () => {
  expect(() => interfaceState.parse(Buffer.from(''), ['eth0'])).toThrow('ip names no interface');
});

test('reads this machine', () => {
  const [lo] = runFact(interfaceState, ['lo']);
  expect(lo).toMatchObject({ mtu: expect.any(Number), up: true, addresses: [] });
});
