import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkout, stateDirectory } from './paths.js';

const windowSeconds = 20;
const rule = '/etc/sudoers.d/zz-clock';

/** Runs on the host beside the change: the clock jumps as soon as the guard is armed, and back when all is as before. A clock that cannot be set ends it. */
const watch = `until ls /var/lib/rackwright/guard/*/armed; do sleep 0.2; done
cut -d " " -f 1 /proc/uptime >/run/clock-jump
date -s "+1 year" || exit
until [ -e ${rule} ]; do sleep 0.2; done
while [ -e ${rule} ]; do sleep 0.2; done
cut -d " " -f 1 /proc/uptime >>/run/clock-jump
date -s "-1 year"`;

/**
 * A change that locks its controller out, whose controller dies within the window, on a host whose clock jumps a year ahead meanwhile. A
 * lab host has no clock of its own; a virtual machine has.
 * @param told what a command wrote on the host, as root
 * @throws Error unless the host has put everything back in time
 */
export async function clockJumps(host, inventory, told, signal) {
  const playbook = path.join(stateDirectory, 'test', 'clock.yml');
  await mkdir(path.dirname(playbook), { recursive: true });
  const task = `sudoers: {name: ${path.basename(rule)}, user: vagrant, runas: ALL, commands: [ALL]}`;
  await writeFile(playbook, `- hosts: all\n  become: true\n  gather_facts: false\n  tasks: [${task}]\n`);
  await told(host, `rm -f /run/clock-jump; systemd-run --quiet sh -c '${watch}'`, signal);
  await runAndKill([
    'run',
    playbook,
    ...inventory,
    '--limit',
    host,
    '--undo-after',
    String(windowSeconds),
    '-o',
    'json',
  ]);
  await delay((windowSeconds + 10) * 1000, undefined, { signal });
  const [jumped, back] = (await told(host, 'cat /run/clock-jump', signal)).trim().split('\n').map(Number);
  const took = back - jumped;
  if (!(took > 0 && took <= windowSeconds + 10))
    throw new Error(`the host put everything back ${took} s after the guard was armed (window ${windowSeconds} s)`);
}

/** Kills a run when its change has been made and it looks whether it still gets in. */
async function runAndKill(words) {
  const child = spawn(process.execPath, ['bin/rackwright.js', ...words], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let killed = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
      if (!said.includes('opening a new connection')) return;
      killed = true;
      child.kill('SIGKILL');
    });
  await new Promise((resolve) => child.once('close', resolve));
  if (!killed) throw new Error(`the run ended before its change was made: ${said}`);
}
