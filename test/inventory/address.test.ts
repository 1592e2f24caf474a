import { describe, expect, test } from '@jest/globals';
import type { Plain } from '../../src/language/located.ts';
import { becomeDefaults, hostAddress } from '../../src/inventory/address.ts';
import type { VariableLayer } from '../../src/inventory/model.ts';
import { problemsOf } from '../support/located-text.ts';
import { host, layer, scopeOf } from './layers.ts';
import { shown } from './scratch.ts';

const options = { cwd: '/srv/site', home: '/home/ops' };

function addressOf(variables: Readonly<Record<string, Plain>>, ...layers: readonly VariableLayer[]) {
  const own = host('web1', layer('hosts.ini', variables), ...layers);
  return hostAddress(own, scopeOf({ host: own }), options);
}

describe('the address of a host', () => {
  test('is its name, reached by ssh, when nothing else is said', () => {
    expect(addressOf({})).toEqual({
      name: 'web1',
      connection: 'ssh',
      address: 'web1',
      connectTimeoutMs: 10_000,
      sshArgs: [],
    });
  });

  test('comes from the ansible_* variables, rendered', () => {
    const address = addressOf({
      ansible_host: '{{ ip }}',
      ip: '2001:db8::7',
      ansible_port: '2222',
      ansible_user: 'DOMAIN\\ops',
      ansible_ssh_private_key_file: '~/.ssh/id_lab',
      ansible_password: 'hidden',
      ansible_timeout: 30,
      ansible_ssh_args: '-C',
      ansible_ssh_common_args: `-o "ProxyCommand=ssh -W %h:%p 'jump host'"`,
      ansible_ssh_extra_args: '-4',
    });
    expect(address).toMatchObject({
      address: '2001:db8::7',
      port: 2222,
      user: 'DOMAIN\\ops',
      identityFile: '/home/ops/.ssh/id_lab',
      connectTimeoutMs: 30_000,
      sshArgs: ['-C', '-o', "ProxyCommand=ssh -W %h:%p 'jump host'", '-4'],
    });
    expect(address.password?.reveal()).toBe('hidden');
    expect(JSON.stringify(address)).not.toContain('hidden');
  });

  test.each([
    ['keys/id', '/srv/site/keys/id'],
    ['/etc/id', '/etc/id'],
    ['~', '/home/ops'],
    ['~other/id', '/srv/site/~other/id'],
  ])('has the key file %s at %s', (written, path) => {
    expect(addressOf({ ansible_ssh_private_key_file: written }).identityFile).toBe(path);
  });

  test.each([
    ['smart', 'ssh'],
    ['paramiko', 'ssh'],
    ['ansible.builtin.ssh', 'ssh'],
    ['openssh', 'openssh'],
    ['local', 'local'],
  ])('with the connection %s is reached by %s', (written, connection) => {
    expect(addressOf({ ansible_connection: written }).connection).toBe(connection);
  });

  test.each(['fe80::1%eth0', '[2001:db8::1]', '198.51.100.7', 'web1.example.com'])('may be %s', (address) => {
    expect(addressOf({ ansible_host: address }).address).toBe(address.replace(/[[\]]/g, ''));
  });

  test('has all of its mistakes reported at once, at the place that counts', () => {
    const wrong: Record<string, Plain> = {
      ansible_host: '-oProxyCommand=x',
      ansible_port: 'ssh',
      ansible_user: 'root;id',
      ansible_connection: 'winrm',
      ansible_timeout: 0,
      ansible_ssh_extra_args: '-o "x',
      ansible_ssh_private_key_file: ['a'],
      ansible_password: '{{ nope }}',
    };
    const [first, ...others] = problemsOf(() => addressOf({ ansible_port: 22 }, layer('group_vars', wrong)));
    expect(first).toMatchObject({ code: 'bad-value', message: 'there is no connection "winrm"' });
    expect(others.map((each) => [each.code, each.span?.source.name])).toEqual([
      ['bad-host-name', 'group_vars ansible_host'],
      ['bad-value', 'group_vars ansible_port'],
      ['bad-host-name', 'group_vars ansible_user'],
      ['wrong-type', 'group_vars ansible_ssh_private_key_file'],
      ['unknown-variable', 'group_vars ansible_password'],
      ['bad-value', 'group_vars ansible_timeout'],
      ['bad-value', 'group_vars ansible_ssh_extra_args'],
    ]);
  });

  test.each(['a b', 'a$(id)', 'a`id`', "a'b", 'a"b', 'a/b', 'a%h', ' ', 'a\nb', ':1%$x'])('cannot be %p', (address) => {
    const problems = problemsOf(() => addressOf({ ansible_host: `x${address}` }));
    expect(problems.map((each) => each.code)).toEqual(['bad-host-name']);
  });

  describe('in what a program printed', () => {
    const addressFrom = (text: string, ...above: readonly VariableLayer[]) => {
      const printed = { ...layer('cloud.sh', { ansible_ssh_common_args: text }), literal: true as const };
      return addressOf({}, printed, ...above);
    };

    test.each([
      '-o ProxyCommand=id',
      '-oproxycommand=id',
      '-o "ProxyCommand id"',
      '-o PermitLocalCommand=yes -o LocalCommand=id',
      '-o KnownHostsCommand=id',
      '-o PKCS11Provider=/tmp/x.so',
      '-F /tmp/config',
      '-4F/tmp/config',
      '-I /tmp/x.so',
      '-o Include=/tmp/config',
    ])('may not be %s', (text) => {
      expect(shown(problemsOf(() => addressFrom(text)))).toEqual([
        expect.stringContaining('error bad-value cloud.sh ansible_ssh_common_args:1:1'),
      ]);
    });

    test.each(['-J jump.example', '-o ConnectTimeout=5 -o ServerAliveInterval=5', '-4 -C'])('may be %s', (text) => {
      expect(addressFrom(text).sshArgs).toEqual(text.split(' '));
    });

    test('does not count where a person has said something else', () => {
      const above = layer('group_vars', { ansible_ssh_common_args: '-o ProxyCommand=mine' });
      expect(addressFrom('-o ProxyCommand=id', above).sshArgs).toEqual(['-o', 'ProxyCommand=mine']);
    });
  });
});

describe('what the inventory says of becoming another user', () => {
  const defaultsOf = (variables: Readonly<Record<string, Plain>>) => {
    const own = host('web1', layer('hosts.ini', variables));
    return becomeDefaults(scopeOf({ host: own }), own.layers);
  };

  test('may be nothing', () => {
    expect(defaultsOf({})).toEqual({});
  });

  test('is read with its types', () => {
    const defaults = defaultsOf({
      ansible_become: 'yes',
      ansible_become_user: 'app',
      ansible_become_method: 'ansible.builtin.sudo',
      ansible_become_password: 12345,
    });
    expect(defaults).toMatchObject({ become: true, user: 'app', method: 'sudo' });
    expect(defaults.password?.reveal()).toBe('12345');
  });

  test.each([
    [true, true],
    ['on', true],
    [1, true],
    ['False', false],
    [0, false],
    ['', undefined],
  ])('ansible_become: %p is %p', (written, become) => {
    expect(defaultsOf({ ansible_become: written }).become).toBe(become);
  });

  test('has its mistakes reported at once', () => {
    const wrong = { ansible_become: 'perhaps', ansible_become_user: '-x', ansible_become_method: 'runas' };
    expect(problemsOf(() => defaultsOf(wrong)).map((each) => each.code)).toEqual([
      'wrong-type',
      'bad-host-name',
      'bad-value',
    ]);
  });
});
