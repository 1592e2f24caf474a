// `npm run bench:scale -- [--hosts 100,200,…] [--tasks 50,100,…] [--forks N] [--json FILE] [--svg FILE] [--keep]`
// How time and memory grow with hosts and with tasks, against one hand-written script for each host over OpenSSH.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { addressOf, knownHosts, scaleLabDown, scaleLabUp } from './lab.js';
import { measureFloor, measureRun } from './measure.js';
import { plot } from './plot.js';
import { variables, writeWorkload } from './workload.js';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '100,200,500,1000,2000,5000' },
    tasks: { type: 'string', default: '50,100,200,400' },
    forks: { type: 'string' },
    address: { type: 'string', default: '198.18.72.2' },
    network: { type: 'string', default: '198.19.0.0/17' },
    json: { type: 'string' },
    svg: { type: 'string' },
    floor: { type: 'string', default: '50' },
    'no-floor': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const numbers = (text) => text.split(',').filter(Boolean).map(Number);
const directory = fileURLToPath(new URL('../../../.rackwright/bench-scale', import.meta.url));
const forks = values.forks === undefined ? [] : ['--forks', values.forks];
const place = { address: values.address, network: values.network };
/** For the curve over tasks. */
const someHosts = 100;

mkdirSync(directory, { recursive: true });
const { hostKey, identity } = scaleLabUp(directory, place);
try {
  copyFileSync(identity, join(directory, 'id'));
  await converge(Math.max(50, ...numbers(values.tasks)));
  const byHosts = [];
  for (const hosts of numbers(values.hosts)) byHosts.push(await measure(hosts, 50, byHosts.at(-1)));
  const byTasks = [];
  for (const tasks of numbers(values.tasks)) byTasks.push(await measure(someHosts, tasks, byTasks.at(-1)));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ byHosts, byTasks }, null, 2)}\n`);
  if (values.svg !== undefined) writeFileSync(values.svg, plot(byHosts, byTasks));
} finally {
  if (!values.keep) scaleLabDown(directory, place);
}

/** Once, on one of the addresses: all the others have the same files. */
async function converge(tasks) {
  writeWorkload(directory, tasks);
  const inventory = writeInventory(1);
  await measureRun(directory, inventory, []);
}

async function measure(hosts, tasks, before) {
  writeWorkload(directory, tasks);
  const inventory = writeInventory(hosts);
  const run = await measureRun(directory, inventory, ['--expect-unchanged', ...forks]);
  const floor = values['no-floor']
    ? undefined
    : await measureFloor(directory, addresses(hosts), values.forks ?? values.floor);
  const row = { hosts, tasks, run, ...(floor && { floor }) };
  process.stdout.write(describe(row, before));
  return row;
}

function describe({ hosts, tasks, run, floor }, before) {
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  const grown =
    before &&
    ` (${(run.wallMs / before.run.wallMs).toFixed(2)}× the time, ${(run.rssKb / before.run.rssKb).toFixed(2)}× the memory of the row before)`;
  const against =
    floor &&
    `; floor ${seconds(floor.wallMs)}, CPU ${seconds(floor.cpuMs)}: ${(run.wallMs / floor.wallMs).toFixed(2)}×`;
  return (
    `${hosts} hosts × ${tasks} tasks: ${seconds(run.wallMs)}, CPU ${seconds(run.cpuMs)} + ${seconds(run.childrenMs)} in children, ` +
    `${(run.rssKb / 1024).toFixed(0)} MiB${against ?? ''}${grown ?? ''}\n`
  );
}

function addresses(hosts) {
  return Array.from({ length: hosts }, (_, index) => addressOf(values.network, index));
}

function writeInventory(hosts) {
  writeFileSync(join(directory, 'known_hosts'), knownHosts(addresses(hosts), hostKey));
  const lines = addresses(hosts).map(
    (address, index) => `    h${String(index + 1).padStart(5, '0')}: {ansible_host: ${address}}`,
  );
  const all = {
    ansible_user: 'ops',
    ansible_ssh_private_key_file: 'id',
    ansible_ssh_common_args: '-o UserKnownHostsFile=known_hosts',
    ...variables,
  };
  writeFileSync(join(directory, 'hosts.yml'), `all:\n  vars: ${JSON.stringify(all)}\n  hosts:\n${lines.join('\n')}\n`);
  return 'hosts.yml';
}
