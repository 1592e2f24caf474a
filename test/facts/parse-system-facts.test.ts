import { expect, test } from '@jest/globals';
import { parseSystemFacts } from '../../src/facts/parse-system-facts.ts';

const start = ['uname Linux 6.1.0-18-amd64 x86_64', 'id uid=0(root) gid=0(root) groups=0(root)'];
const read = (...lines: readonly string[]) => parseSystemFacts(Buffer.from([...start, ...lines].join('\n')));
const file = (path: string, text: string): readonly string[] => text.split('\n').map((line) => `${path}:${line}`);

test('takes Debian’s point release from its own file', () => {
  const release =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian';
  expect(read(...file('/etc/os-release', release), '/etc/debian_version:12.5')).toMatchObject({
    distribution: 'Debian',
    distribution_version: '12.5',
    distribution_major_version: '12',
    distribution_release: 'bookworm',
    os_family: 'Debian',
  });
});

test('finds the family of a distribution by those that it is like', () => {
  const release = 'NAME="Some \\"Quoted\\" Linux"\nID=some\nID_LIKE="rhel fedora"\nVERSION_ID=\'9.3\'';
  expect(read(...file('/etc/os-release', release))).toMatchObject({
    distribution: 'Some "Quoted" Linux',
    distribution_version: '9.3',
    os_family: 'RedHat',
  });
});

test('takes the full name from /etc/hosts', () => {
  const hosts =
    '127.0.0.1 localhost\n# 127.0.1.1 no.example.org web1\n127.0.1.1\tweb1.example.org web1 # here\n192.0.2.1 web10.example.org web10';
  expect(read('/proc/sys/kernel/hostname:web1', ...file('/etc/hosts', hosts))).toMatchObject({
    hostname: 'web1',
    nodename: 'web1',
    fqdn: 'web1.example.org',
    domain: 'example.org',
  });
});

test('has an empty domain where no full name is known', () => {
  expect(read('/proc/sys/kernel/hostname:web1')).toMatchObject({ fqdn: 'web1', domain: '' });
});

test('chooses the address that the default route would send from', () => {
  expect(
    read(
      'addr 2: eth0    inet 192.0.2.2/24 brd 192.0.2.255 scope global eth0\\       valid_lft forever',
      'addr 2: eth0    inet 192.0.2.3/24 scope global secondary eth0\\       valid_lft forever',
      'addr 3: tun0    inet 10.8.0.2 peer 10.8.0.1/32 scope global tun0',
      'addr 2: eth0    inet6 2001:db8::2/64 scope global \\       valid_lft forever',
      'addr 2: eth0    inet6 fe80::1/64 scope link \\       valid_lft forever',
      'route4 default via 192.0.2.1 dev eth0 proto static src 192.0.2.3 metric 100',
      'route4 default via 198.51.100.1 dev eth1 metric 200',
      'route6 default via fe80::ff dev eth0 metric 1024 pref medium',
      '/sys/class/net/eth0/address:02:00:00:00:00:01',
      '/sys/class/net/eth0/mtu:1500',
      '/sys/class/net/eth0/operstate:up',
    ),
  ).toMatchObject({
    interfaces: ['eth0', 'tun0'],
    all_ipv4_addresses: ['192.0.2.2', '192.0.2.3', '10.8.0.2'],
    all_ipv6_addresses: ['2001:db8::2', 'fe80::1'],
    default_ipv4: { interface: 'eth0', gateway: '192.0.2.1', address: '192.0.2.3', prefix: 24 },
    default_ipv6: { interface: 'eth0', gateway: 'fe80::ff', address: '2001:db8::2', prefix: 64 },
    network: { eth0: { mac: '02:00:00:00:00:01', mtu: 1500, up: true }, tun0: { ipv4: [{ prefix: 32 }] } },
  });
});

test('does not let a host’s interface become a prototype', () => {
  const facts = read('/sys/class/net/__proto__/mtu:1', 'addr 1: constructor inet 192.0.2.1/24 scope global');
  expect(facts.interfaces).toEqual([]);
  expect(Object.keys(facts.network)).toEqual([]);
});

test('counts processors that are on line', () => {
  expect(read('/sys/devices/system/cpu/online:0-3,8').processor_vcpus).toBe(5);
  expect(read().processor_vcpus).toBe(1);
});

test('lists what has a device or a server behind it', () => {
  const mounts = 'proc /proc proc rw 0 0\n/dev/sda1 /mnt/my\\040disk ext4 rw,noatime 0 0\nnas:/export /srv nfs4 rw 0 0';
  expect(read(...file('/proc/mounts', mounts)).mounts).toEqual([
    { mount: '/mnt/my disk', device: '/dev/sda1', fstype: 'ext4', options: 'rw,noatime' },
    { mount: '/srv', device: 'nas:/export', fstype: 'nfs4', options: 'rw' },
  ]);
});

test('says where the host runs', () => {
  expect(read('virt kvm', 'systemd', 'pkg_mgr apt')).toMatchObject({
    virtualization_type: 'kvm',
    virtualization_role: 'guest',
    service_mgr: 'systemd',
    pkg_mgr: 'apt',
  });
  expect(read('virt none', '/proc/1/comm:runit', 'pkg_mgr none')).toMatchObject({
    virtualization_role: 'host',
    service_mgr: 'runit',
    pkg_mgr: 'unknown',
  });
  expect(read().virtualization_role).toBe('unknown');
});
