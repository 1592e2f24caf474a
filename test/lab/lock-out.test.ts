import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { labLogin } from '../support/lab-login.ts';
import { labMachine } from '../support/lab-machine.ts';
import type { LabMachine } from '../support/lab-machine.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// Drills: changes that pass every check beforehand and cut us off all the same. The host must come back by itself.
// The session comes in through a proxy on the host, as through stunnel or a load balancer, so that neither port 22 nor the
// client's own address tells what must stay open.

const seconds = 1000;
const minutes = 60 * seconds;
const network = '198.18.88';
const windowSeconds = 12;
const port = 2200;
const inventory = `all:
  vars:
${labLogin}
  hosts:
    drill1: {ansible_host: ${network}.21}
`;

let site: Site;
let machine: LabMachine;
const table: string[] = [];

beforeAll(async () => {
  site = await openSite(network, inventory);
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  machine = await labMachine(site, 'drill1');
  await machine.root(`cat >/etc/systemd/system/door.socket <<EOF
[Socket]
ListenStream=${port}
[Install]
WantedBy=sockets.target
EOF
cat >/etc/systemd/system/door.service <<EOF
[Service]
ExecStart=/lib/systemd/systemd-socket-proxyd 127.0.0.1:22
EOF
systemctl enable --now door.socket
apt-get -qq install ufw ifupdown netplan.io >/dev/null 2>&1
systemctl enable --now systemd-networkd >/dev/null 2>&1`);
  const { stdout } = await program(
    'ssh-keyscan',
    ['-t', 'ed25519', '-p', String(port), site.address('drill1')],
    site.directory,
  );
  const known = join(site.directory, '.rackwright', 'lab', 'known_hosts');
  writeFileSync(known, stdout, { flag: 'a' });
  mkdirSync(join(site.directory, 'drills'));
}, 15 * minutes);

afterAll(async () => {
  await closeSite(site);
  process.stderr.write(`\nlock-out drills, window ${windowSeconds} s\n${table.join('\n')}\n`);
}, 2 * minutes);

/** What must be the same before and after. A table that nobody uses may be there or not. */
const state = `nft list table inet rackwright 2>&1
for tool in iptables ip6tables; do $tool-save | sed -e '/^#/d' -e 's/ \\[[0-9:]*\\]//' -e '/^[*]filter$/d' -e '/^COMMIT$/d' -e '/^:[A-Z]* ACCEPT$/d'; done
find /etc /var/lib/rackwright -path /etc/mtab -prune -o \\( -type f -o -type l \\) -printf '%p %m %u %g %y %l\\n' | LC_ALL=C sort
find /etc /var/lib/rackwright -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
ip -o -4 addr show dev eth0 | sed 's/[[:blank:]]*valid_lft.*//'; ip -4 route | sed 's/ proto kernel//'; cat /sys/class/net/eth0/mtu
systemctl list-timers --all --no-legend | grep -c rackwright
pgrep -c -f rackwright/guard`;

const readState = (): Promise<string> => machine.root(`${state}; true`);

async function reachable(): Promise<boolean> {
  const words = [
    '-F',
    'none',
    '-i',
    '.rackwright/lab/id_ed25519',
    '-o',
    'UserKnownHostsFile=.rackwright/lab/known_hosts',
  ];
  const end = await program(
    'ssh',
    [
      ...words,
      '-o',
      'BatchMode=yes',
      '-o',
      'ConnectTimeout=1',
      '-p',
      String(port),
      `ops@${site.address('drill1')}`,
      'sudo -n true',
    ],
    site.directory,
  );
  return end.code === 0;
}

/** Seconds until it can be reached again; at most `limit`. */
async function untilReachable(limit: number): Promise<number> {
  const start = Date.now();
  while (!(await reachable())) {
    if (Date.now() - start > limit * seconds) throw new Error(`not reachable for ${limit} s`);
    await delay(200);
  }
  return (Date.now() - start) / seconds;
}

interface Running {
  readonly pid: number;
  /** Resolves when the change has been made and the program begins to look whether it can still get in. */
  readonly applied: Promise<void>;
  readonly ended: Promise<{
    readonly code: number | null;
    readonly events: readonly RunEvent[];
    readonly stderr: string;
  }>;
}

function start(name: string, tasks: string): Running {
  const file = join('drills', `${name.replaceAll(/\W+/g, '-')}.yml`);
  writeFileSync(join(site.directory, file), `- hosts: all\n  become: true\n  gather_facts: false\n  tasks:\n${tasks}`);
  const words = ['run', file, '-i', 'inventory/lab.yml', '-o', 'json', '-e', `ansible_port=${port}`];
  const bin = join(import.meta.dirname, '..', '..', 'bin', 'rackwright.js');
  const child = spawn(process.execPath, [bin, ...words, '--undo-after', String(windowSeconds), '-T', '8'], {
    cwd: site.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const applied = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes('opening a new connection')) resolve();
    });
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Awaited<Running['ended']>>((resolve) => {
    child.on('close', (code) => {
      // A killed run may have left half a line.
      const lines = stdout.split('\n').slice(0, -1);
      resolve({ code, stderr, events: lines.map((line) => JSON.parse(line) as RunEvent) });
    });
  });
  if (child.pid === undefined) throw new Error('the program did not start');
  return { pid: child.pid, applied, ended };
}

/** Whether the door can be knocked at; much quicker than a login. */
function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: site.address('drill1'), port, timeout: 1000 });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
  });
}

/** What cuts the line that it came by is not heard of: then nobody gets in any more. */
async function killWhenApplied(run: Running): Promise<void> {
  let isOver = false;
  const cutOff = async (): Promise<void> => {
    while (!isOver && (await answers())) await delay(100);
  };
  const early = await Promise.race([run.applied, run.ended, cutOff()]);
  isOver = true;
  if (early !== undefined)
    throw new Error(
      `the run ended before anything was applied: ${early.stderr}${JSON.stringify(early.events.slice(-3))}`,
    );
  process.kill(run.pid, 'SIGKILL');
  await run.ended;
}

const firewall = (backend: string, services: string): string =>
  `    - firewall: {backend: ${backend}, default_in: drop, services: [${services}]}\n`;

const ownNetwork = (backend: string, rest: string): string =>
  `    - network_interface: {name: eth0, backend: ${backend}, ${rest}}\n`;

const foreignKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFubmEgbGlzdGVucyB0byB0aGUgc2lsZW50IGtleXMu';

/** Each passes what is checked beforehand: of the session only the proxy's own address is known on the host. */
const drills = [
  ['iptables without ssh', firewall('iptables', '{name: web, port: 80}')],
  ['iptables with the wrong source', firewall('iptables', '{name: ssh, ports: [22, 2200], from: 203.0.113.0/24}')],
  ['ufw with the wrong port', firewall('ufw', '{name: ssh, port: 22}')],
  ['nftables without ssh', firewall('nftables', '{name: web, port: 80}')],
  [
    'nftables with the ports of sshd, which the session does not come in by',
    firewall('nftables', '{name: ssh, port: ssh}'),
  ],
  [
    'sshd that takes passwords only',
    '    - sshd_config: {options: {PubkeyAuthentication: false, PasswordAuthentication: true}}\n',
  ],
  ['networkd with the wrong address', ownNetwork('networkd', 'addresses: [203.0.113.9/24]')],
  ['netplan without a way back', ownNetwork('netplan', `addresses: [${network}.21/32]`)],
  ['ifupdown with the wrong address', ownNetwork('ifupdown', 'addresses: [203.0.113.9/24], mtu: 1400')],
  ['a login user without a shell', '    - user: {name: ops, shell: /usr/sbin/nologin}\n'],
  [
    'a login user with a key that nobody has',
    `    - authorized_key: {user: ops, exclusive: true, key: ${foreignKey}}\n`,
  ],
  ['sudo that asks for a password', '    - sudoers: {name: zz-ops, user: ops, runas: ALL, commands: [ALL]}\n'],
] as const;

describe.each(drills)('%s', (name, tasks) => {
  test(
    'with us there',
    async () => {
      const before = await readState();
      const run = start(name, tasks);
      const { code, events } = await run.ended;
      const finished = events.find((event) => event.type === 'task.finished');
      expect(finished).toMatchObject({ outcome: { status: 'failed', failure: { code: 'rolled-back' } } });
      expect(code).toBe(1);
      const after = await untilReachable(1);
      expect(await readState()).toBe(before);
      table.push(`${name}, controller alive: refused and undone, reachable ${after.toFixed(1)} s after the run`);
    },
    2 * minutes,
  );

  test(
    'with the controller killed',
    async () => {
      const before = await readState();
      const run = start(name, tasks);
      await killWhenApplied(run);
      expect(await reachable()).toBe(false);
      const after = await untilReachable(windowSeconds + 10);
      // The next run finds what the host did, says so, and leaves nothing of it.
      const next = await start('nothing', '    - command: {argv: ["true"], always: true}\n').ended;
      expect(next.events).toContainEqual(
        expect.objectContaining({
          type: 'warning',
          message: expect.stringMatching(
            /^an earlier run ended before it could confirm a change; the host has put back/,
          ),
        }),
      );
      expect(await readState()).toBe(before);
      table.push(`${name}, controller killed: reachable after ${after.toFixed(1)} s`);
    },
    2 * minutes,
  );
});

test(
  'a power cut within the window: the boot puts everything back before anybody can be locked out',
  async () => {
    for (const [name, tasks] of [drills[0], drills[2], drills[3], drills[5]]) {
      const before = await readState();
      const run = start(name, tasks);
      await killWhenApplied(run);
      await machine.powerCut();
      const after = await untilReachable(30);
      await start('nothing', '    - command: {argv: ["true"], always: true}\n').ended;
      expect({ name, state: await readState() }).toEqual({ name, state: before });
      table.push(`${name}, power cut: reachable ${after.toFixed(1)} s after power came back`);
    }
  },
  5 * minutes,
);

test.each(['iptables', 'nftables', 'ufw'])(
  '%s: a good policy leaves an open session no gap',
  async (backend) => {
    const words = [
      '-F',
      'none',
      '-i',
      '.rackwright/lab/id_ed25519',
      '-o',
      'UserKnownHostsFile=.rackwright/lab/known_hosts',
    ];
    const session = spawn(
      'ssh',
      [...words, '-p', '22', `ops@${site.address('drill1')}`, 'while sleep 0.2; do date +%s%N; done'],
      {
        cwd: site.directory,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const times: number[] = [];
    session.stdout.on('data', () => times.push(Date.now()));
    while (times.length < 3) await delay(50);
    const run = start(`good ${backend}`, firewall(backend, '{name: ssh, ports: [22, 2200]}'));
    const { code } = await run.ended;
    const seen = times.length;
    await delay(2 * seconds);
    session.kill();
    expect(code).toBe(0);
    expect(times.length).toBeGreaterThan(seen);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    expect(Math.max(...gaps)).toBeLessThan(2 * seconds);
    table.push(`${backend}, good policy: longest silence of an open session ${Math.max(...gaps)} ms`);
    await machine.root(
      'ufw --force disable; iptables -F; ip6tables -F; nft delete table inet rackwright; rm -rf /etc/rackwright; systemctl disable rackwright-firewall; true',
    );
  },
  2 * minutes,
);
