import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clockJumps } from './clock-step.js';
import { stateDirectory } from './paths.js';
import { program } from './program.js';

/**
 * What the machine has to go through: pairs of what then holds and a function of the signal that throws unless it does.
 * @param host a web host of inventory/vagrant.yml
 */
export function siteSteps(host) {
  return [
    ['it has a kernel of its own', async (signal) => ownKernel(host, signal)],
    [
      'there is an authority that signs its certificate',
      async (signal) => rackwright(['ca', 'show', '--directory', authorityDirectory], signal),
    ],
    ['the site converges', async (signal) => site('run', host, [], signal)],
    ['a second run changes nothing', async (signal) => site('run', host, ['--expect-unchanged'], signal)],
    ['its page is served over TLS', async (signal) => served(host, signal)],
    ['it reboots', async (signal) => reboot(host, signal)],
    ['verify finds no drift after the boot', async (signal) => site('verify', host, [], signal)],
    ['its page is served after the boot', async (signal) => served(host, signal)],
    ['its firewall stands after the boot', async (signal) => filtered(host, signal)],
    [
      'it undoes what cut its controller off, although its clock jumps a year',
      async (signal) => clockJumps(host, inventory, told, signal),
    ],
  ];
}

const inventory = ['-i', 'inventory/vagrant.yml'];

/** An authority of its own: the lab's hosts have the same names but other addresses. */
const authorityDirectory = path.join(stateDirectory, 'test', 'ca');

async function rackwright(words, signal) {
  return program([process.execPath, 'bin/rackwright.js', ...words], { signal, timeoutMs: 1_200_000 });
}

async function site(command, host, words, signal) {
  const variables = ['-e', `ca_directory=${authorityDirectory}`];
  return rackwright([command, 'playbooks/site.yml', ...inventory, '--limit', host, ...variables, ...words], signal);
}

/** What a command wrote on the host, as root. */
async function told(host, command, signal) {
  const events = (await rackwright(['exec', host, ...inventory, '-b', '-o', 'json', '--', command], signal))
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  return String(events.find((event) => event.type === 'task.finished')?.outcome.message ?? '');
}

async function ownKernel(host, signal) {
  const said = await told(host, 'systemd-detect-virt --vm && cat /proc/sys/kernel/random/boot_id', signal);
  const [kind = '', boot = ''] = said.split('\n');
  const ours = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  if (!['qemu', 'kvm'].includes(kind) || !/^[0-9a-f-]{36}$/.test(boot) || boot === ours) {
    throw new Error(`${host} is no virtual machine: ${said}`);
  }
}

async function reboot(host, signal) {
  const boot = async () => told(host, 'cat /proc/sys/kernel/random/boot_id', signal);
  const before = await boot();
  await rackwright(['exec', host, ...inventory, '-b', '-m', 'reboot', '-a', '{always: true}'], signal);
  if ((await boot()) === before) throw new Error(`${host} has not booted again`);
}

/** Asked by name, with no authority trusted but the site's; on the host, because only load balancers are let in. */
async function served(host, signal) {
  const url = `--connect-to ${host}:443:127.0.0.1:443 https://${host}/`;
  const trust = '--capath /none --cacert /etc/ssl/rackwright/ca.crt';
  const page = await told(host, `curl -sS --fail --noproxy '*' --max-time 60 ${trust} ${url}`, signal);
  if (!page.includes(`<h1>${host}</h1>`)) throw new Error(`another page is served: ${page}`);
}

async function filtered(host, signal) {
  const rules = (await told(host, 'iptables -S', signal)).split('\n');
  const wanted = ['-A INPUT -j RACKWRIGHT-INPUT', '-A RACKWRIGHT-INPUT -j DROP'];
  const missing = wanted.filter((rule) => !rules.includes(rule));
  if (missing.length > 0) throw new Error(`the loaded rules lack: ${missing.join(', ')}\n${rules.join('\n')}`);
}
