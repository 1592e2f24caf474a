// One container that answers for thousands of addresses: a whole network is routed to it, and it takes every address of
// that network for its own. All "hosts" share one file system, which is no matter where runs only read.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../bin/rackwright.js', import.meta.url));

/**
 * Makes the container and the way to it; needs root, as the lab does. May be repeated.
 * @param {string} directory where the lab's inventory, keys and known_hosts go
 * @param {{address: string, network: string}} place of the container, and the network that it answers for
 */
export function scaleLabUp(directory, { address, network }) {
  const inventory = join(directory, 'lab.yml');
  writeFileSync(inventory, `all: {hosts: {scale: {ansible_host: ${address}}}}\n`);
  execFileSync(process.execPath, [program, 'lab', 'up', '-i', inventory, '--yes'], {
    cwd: directory,
    stdio: 'inherit',
  });
  inContainer(address, prepare(network));
  execFileSync('ip', ['route', 'replace', network, 'via', address]);
  const hostKeys = readFileSync(join(directory, '.rackwright/lab/known_hosts'), 'utf8');
  const [, type, key] = hostKeys
    .split('\n')
    .find((line) => line.includes('ssh-ed25519'))
    .split(' ');
  return { hostKey: `${type} ${key}`, identity: join(directory, '.rackwright/lab/id_ed25519') };
}

/** Removes both. */
export function scaleLabDown(directory, { network }) {
  const inventory = join(directory, 'lab.yml');
  execFileSync('ip', ['route', 'flush', 'root', network]);
  execFileSync(process.execPath, [program, 'lab', 'down', '-i', inventory], { cwd: directory, stdio: 'inherit' });
}

/** `198.19.0.1` and on, without those that end in 0 or 255. */
export function addressOf(network, index) {
  const first = network.split('/')[0].split('.').map(Number);
  const [third, fourth] = [Math.floor(index / 254), (index % 254) + 1];
  return `${first[0]}.${first[1]}.${first[2] + third}.${fourth}`;
}

/** A line for each host, as after years of `ssh`; hashed as Debian does, or plain. */
export function knownHosts(addresses, hostKey) {
  return addresses.map((address) => `${address} ${hostKey}\n`).join('');
}

/** What tells the container from a thousand machines is made up for: one sshd and one logind would serve them all. */
function prepare(network) {
  return `set -e
ip route replace local ${network} dev lo
printf '%s\\n' 'MaxStartups 4000' 'UsePAM no' >/etc/ssh/sshd_config.d/scale.conf
usermod -p '*' ops
systemctl restart ssh`;
}

function inContainer(address, script) {
  const engine = ['podman', 'docker'].find((name) => idOf(name, address) !== '');
  if (engine === undefined) throw new Error(`no container has the address ${address}`);
  execFileSync(engine, ['exec', idOf(engine, address), 'sh', '-c', script], { stdio: 'inherit' });
}

function idOf(engine, address) {
  try {
    return execFileSync(engine, ['ps', '-q', '--filter', `label=rackwright.address=${address}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
