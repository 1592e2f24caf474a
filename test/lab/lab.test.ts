import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labDown } from '../../src/lab/down.ts';
import type { Engine } from '../../src/lab/engine.ts';
import { execute } from '../../src/lab/execute.ts';
import { findEngine } from '../../src/lab/find-engine.ts';
import type { LabPlan } from '../../src/lab/plan.ts';
import { labSshCommand } from '../../src/lab/ssh-command.ts';
import type { LabStatus } from '../../src/lab/status.ts';
import { labStatus } from '../../src/lab/status.ts';
import { labUp } from '../../src/lab/up.ts';
import { runProgram } from '../support/program.ts';

// The first lab of a machine builds the image.
jest.setTimeout(300_000);

const root = mkdtempSync(path.join(tmpdir(), 'rackwright 100% '));
const plan: LabPlan = {
  name: `test-${process.pid}`,
  subnet: '198.19.254.0/24',
  directory: path.join(root, 'lab'),
  hosts: [
    { name: 'one', address: '198.19.254.11' },
    { name: 'two', address: '198.19.254.12' },
  ],
};

let engine: Engine;
let status: LabStatus;

beforeAll(async () => {
  status = await up();
  engine = await findEngine({});
});

afterAll(async () => {
  await labDown(plan, { say: () => undefined });
  rmSync(root, { recursive: true });
});

test('a second lab in the same network is refused, and says who is there', async () => {
  const cwd = path.join(root, 'second');
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'hosts.ini'), 'three ansible_host=198.19.254.13\n');
  const { code, err } = await runProgram(['lab', 'up', '--yes', '-i', 'hosts.ini'], { cwd });
  expect(code).toBe(1);
  expect(err).toMatch(/^error: could not make the network 198\.19\.254\.0\/24: /m);
  expect(err).toContain(`${plan.name}: 198.19.254.0/24`);
});

describe('a lab host', () => {
  test('is a booted Debian that lets ops in with the lab’s key, and knows no Python', async () => {
    expect(status.hosts.map((host) => host.state)).toEqual(['ready', 'ready']);
    expect(await ssh('one', 'id -un; id -u; sudo -n id -u; hostname; systemctl is-system-running')).toBe(
      'ops\n1000\n0\none\nrunning\n',
    );
    expect(await ssh('one', '. /etc/os-release; echo "$VERSION_CODENAME"; command -v python3 || echo none')).toBe(
      'bookworm\nnone\n',
    );
  });

  test('runs sshd and systemd’s own services, nothing else', async () => {
    const units = await ssh(
      'two',
      'systemctl list-units --type=service --state=running --no-legend --plain | cut -d " " -f 1',
    );
    const known = /^(ssh|dbus|systemd-[a-z]+|user@\d+)\.service$/;
    expect(
      units
        .trim()
        .split('\n')
        .filter((unit) => !known.test(unit)),
    ).toEqual([]);
    expect(units).toContain('ssh.service');
  });

  test('has keys that no other host has, and is reached under its own', () => {
    const lines = readFileSync(status.knownHostsFile, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBe(4);
  });

  test('lets its name files be replaced by rename, as tools do', async () => {
    await ssh(
      'one',
      'for f in hosts hostname resolv.conf; do sudo cp /etc/$f /etc/$f.new && sudo mv /etc/$f.new /etc/$f || exit 1; done',
    );
    expect(await ssh('one', 'head -n 1 /etc/hosts')).toBe('127.0.0.1\tlocalhost\n');
  });

  test('installs packages and runs their services', async () => {
    await ssh(
      'two',
      'sudo DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends nginx chrony < /dev/null',
    );
    expect(
      await ssh('two', 'systemctl is-active nginx chrony; curl -s -o /dev/null -w "%{http_code}\\n" http://127.0.0.1/'),
    ).toBe('active\nactive\n200\n');
  });

  test('comes back from a reboot at its address, with its files, without what was not made to last', async () => {
    await ssh(
      'one',
      'sudo sh -c "touch /root/kept; iptables -A INPUT -p tcp --dport 9 -j DROP; sysctl -qw net.core.somaxconn=77; ip address add 198.19.254.77/32 dev eth0"',
    );
    const before = await ssh('one', 'cat /proc/sys/kernel/random/boot_id');
    await tryHost('one', 'sudo systemctl reboot');
    const after = await bootIdOtherThan(before);
    expect(after).toMatch(/^[0-9a-f-]{36}\n$/);
    expect(
      await ssh('one', 'sudo ls /root; sudo nft list ruleset; sudo sysctl -n net.core.somaxconn net.ipv4.ip_forward'),
    ).toMatch(/^kept\n(?!77\n)\d+\n0\n$/);
    expect(await ssh('one', 'ip -o -4 address show dev eth0 | wc -l; hostname')).toBe('1\none\n');
  });

  test('stays off after poweroff, until up starts it again with its files', async () => {
    await ssh('one', 'sudo touch /root/kept2');
    await tryHost('one', 'sudo systemctl poweroff');
    await until(async () => (await labStatus(plan)).hosts[0]?.state === 'stopped');
    status = await up();
    expect(status.hosts.map((host) => host.state)).toEqual(['ready', 'ready']);
    expect(await ssh('one', 'sudo ls /root/kept2')).toBe('/root/kept2\n');
  });
});

describe('labUp', () => {
  test('keeps running hosts and makes a lost one again', async () => {
    const before = await ssh('two', 'cat /proc/sys/kernel/random/boot_id');
    await engineSays('rm', '--force', `rackwright-${plan.name}-one`);
    expect((await labStatus(plan)).hosts.map((host) => host.state)).toEqual(['missing', 'ready']);
    await up();
    expect(await ssh('two', 'cat /proc/sys/kernel/random/boot_id')).toBe(before);
    expect(await ssh('one', 'sudo ls /root')).toBe('');
  });

  test('does not take another lab’s addresses', async () => {
    const other = { ...plan, name: `${plan.name}-other`, directory: path.join(root, 'other') };
    await expect(labUp(other, { say: () => undefined, install: 'yes' })).rejects.toMatchObject({
      code: 'lab-failed',
      hint: expect.stringContaining(`${plan.name}: ${plan.subnet}`),
    });
    await labDown(other, { say: () => undefined });
    expect((await labStatus(plan)).hosts.map((host) => host.state)).toEqual(['ready', 'ready']);
  });

  test('goes on where it was interrupted', async () => {
    await labDown(plan, { say: () => undefined });
    const interruption = new AbortController();
    const say = (message: string) => {
      if (message.endsWith(': made')) interruption.abort(new Error('enough'));
    };
    await expect(labUp(plan, { say, install: 'yes', signal: interruption.signal })).rejects.toThrow('enough');
    status = await up();
    expect(status.hosts.map((host) => host.state)).toEqual(['ready', 'ready']);
    expect(await ssh('one', 'true')).toBe('');
  });
});

describe('labDown', () => {
  test('leaves nothing but the image', async () => {
    await labDown(plan, { say: () => undefined });
    expect(await engineSays('ps', '--all', '--format', '{{.Names}}')).not.toContain(plan.name);
    expect(await engineSays('network', 'ls', '--format', '{{.Name}}')).not.toContain(plan.name);
    expect(existsSync(plan.directory)).toBe(false);
    expect((await execute(['ip', 'route'])).stdout).not.toContain('198.19.254.');
    expect((await labStatus(plan)).hosts.map((host) => host.state)).toEqual(['missing', 'missing']);
    await labDown(plan, { say: () => undefined });
  });
});

async function up(): Promise<LabStatus> {
  return labUp(plan, { say: () => undefined, install: 'yes' });
}

async function ssh(host: string, command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await tryHost(host, command);
  if (exitCode !== 0) throw new Error(`${host}: ${command}: ${stderr}${stdout}`);
  return stdout;
}

async function tryHost(host: string, command: string) {
  return execute([...labSshCommand(plan, host), command], { timeoutMs: 120_000 });
}

async function bootIdOtherThan(before: string): Promise<string> {
  let now = '';
  await until(async () => {
    const { exitCode, stdout } = await tryHost('one', 'cat /proc/sys/kernel/random/boot_id');
    now = stdout;
    return exitCode === 0 && stdout !== before;
  });
  return now;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 60 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function engineSays(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await execute([...engine.command, ...words]);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}
