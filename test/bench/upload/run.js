// Copies a big random file to lab hosts with Rackwright and with OpenSSH's sftp, in turns, and compares: wall time from the
// start of the command to its end, which for Rackwright includes start, reading, hashing, fsync and the proof.
//
//   npm run bench:upload -- [--hosts 10] [--size 100] [--rounds 3] [--network 198.18.70] [--json FILE]
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const program = fileURLToPath(new URL('../../../bin/rackwright.js', import.meta.url));
const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '10' },
    size: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    network: { type: 'string', default: '198.18.70' },
    json: { type: 'string' },
  },
});
const bytes = Number(values.size) * 1e6;
const names = Array.from({ length: Number(values.hosts) }, (_, index) => `h${index + 1}`);
const addressOf = (name) => `${values.network}.${10 + Number(name.slice(1))}`;
const target = '/var/tmp/bench-upload.bin';
const directory = await mkdtemp(join(tmpdir(), 'rackwright-bench-upload-'));
const loginWords = `-F none -i .rackwright/lab/id_ed25519 -o UserKnownHostsFile=.rackwright/lab/known_hosts -o BatchMode=yes`;

/** Shell text, run in the site's directory. */
const commands = {
  rackwright: `node ${program} run upload.yml -i inventory/lab.yml >/dev/null`,
  sftp: names
    .map(
      (name) => `echo 'put files/big.bin ${target}' | sftp -q -b - ${loginWords} ops@${addressOf(name)} >/dev/null &`,
    )
    .concat('wait')
    .join('\n'),
};

try {
  await prepare();
  const results = await measure();
  report(results);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  // What went wrong before is what counts.
  await rackwright('lab', 'down', '-i', 'inventory/lab.yml').catch((error) => console.error(error.stderr));
  await rm(directory, { recursive: true });
}

async function prepare() {
  await mkdir(join(directory, 'inventory'));
  await mkdir(join(directory, 'files'));
  const hosts = names.map((name) => `    ${name}: {ansible_host: ${addressOf(name)}}\n`).join('');
  await writeFile(
    join(directory, 'inventory', 'lab.yml'),
    `all:
  vars:
    ansible_user: ops
    ansible_ssh_private_key_file: .rackwright/lab/id_ed25519
    ansible_ssh_common_args: -o UserKnownHostsFile=.rackwright/lab/known_hosts
  hosts:
${hosts}`,
  );
  await writeFile(
    join(directory, 'upload.yml'),
    `- name: upload
  hosts: all
  gather_facts: false
  tasks:
    - copy: {src: big.bin, dest: ${target}, mode: '0644'}
`,
  );
  const file = await open(join(directory, 'files', 'big.bin'), 'w');
  for (let left = bytes; left > 0; left -= 1e6) await file.write(randomBytes(Math.min(1e6, left)));
  await file.close();
  await rackwright('lab', 'up', '--yes', '-i', 'inventory/lab.yml');
}

async function measure() {
  const digest = await digestOf(join(directory, 'files', 'big.bin'));
  const rounds = { rackwright: [], sftp: [] };
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const name of round % 2 === 0 ? ['sftp', 'rackwright'] : ['rackwright', 'sftp']) {
      await onAll(`rm -f ${target}`);
      const result = await timed(commands[name]);
      for (const found of await onAll(`sha256sum <${target}`))
        if (!found.startsWith(digest)) throw new Error(`${name} left other content: ${found}`);
      rounds[name].push(result);
      console.error(`round ${round + 1}: ${name} ${result.megabytesPerSecond.toFixed(1)} MB/s`);
    }
  }
  await onAll(`rm -f ${target}`);
  await timed(commands.rackwright);
  const skipped = await sentBy('the skipped run');
  return { bytes, hosts: names.length, rounds, skipped, resumed: await cutAndResume(digest) };
}

/** Seconds and, of the controller's processes, processor time; of Rackwright's the peak of memory, too. */
async function timed(command) {
  const start = performance.now();
  const child = spawn('sh', ['-c', `${command}\nstatus=$?; times; exit $status`], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  let peak = 0;
  const watching = setInterval(() => void peakOf(child.pid).then((found) => (peak = Math.max(peak, found))), 50);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watching);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  const seconds = (performance.now() - start) / 1000;
  const [minutesUser, user, minutesSystem, system] = said
    .trim()
    .split('\n')
    .at(-1)
    .split(/[m\s]+s?/)
    .map(Number.parseFloat);
  return {
    seconds,
    megabytesPerSecond: (bytes * names.length) / 1e6 / seconds,
    processorSeconds: 60 * (minutesUser + minutesSystem) + user + system,
    peakMegabytes: peak / 1000,
  };
}

/** Kilobytes that the largest child of a shell has had in memory at most. */
async function peakOf(shell) {
  try {
    const children = (await readFile(`/proc/${shell}/task/${shell}/children`, 'utf8')).trim().split(' ');
    const peaks = children.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
    });
    return Math.max(...(await Promise.all(peaks)));
  } catch {
    // It has just ended.
    return 0;
  }
}

/** Kills a run in the middle; the next one must send only what is missing. */
async function cutAndResume(digest) {
  await onAll(`rm -f ${target}`);
  const child = spawn(process.execPath, [program, 'run', 'upload.yml', '-i', 'inventory/lab.yml', '--output', 'json'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const line of createInterface({ input: child.stdout }))
    if ((JSON.parse(line).percent ?? 0) >= 40) child.kill('SIGKILL');
  await ended;
  await sleep(1000);
  const parts = await onAll(`cat /var/tmp/.rackwright-part.* 2>/dev/null | wc -c`);
  const there = parts.reduce((sum, size) => sum + Number(size), 0);
  const sent = await sentBy('the resumed run');
  for (const found of await onAll(`sha256sum <${target}`))
    if (!found.startsWith(digest)) throw new Error(`the resumed run left other content: ${found}`);
  const missing = bytes * names.length - there;
  // What is not content: connecting, scripts, reading.
  if (sent < missing || sent > missing + 50_000 * names.length)
    throw new Error(`${missing} bytes were missing, but ${sent} were sent`);
  return { bytesThere: there, bytesMissing: missing, bytesSent: sent };
}

async function sentBy(what) {
  const lines = (await rackwright('run', 'upload.yml', '-i', 'inventory/lab.yml', '--output', 'json'))
    .trim()
    .split('\n');
  const summary = lines.map((line) => JSON.parse(line)).find(({ type }) => type === 'run.finished')?.summary;
  if (summary === undefined) throw new Error(`${what} told no end`);
  return summary.hosts.flatMap(({ traffic }) => traffic).reduce((sum, { bytesSent }) => sum + bytesSent, 0);
}

async function rackwright(...words) {
  const options = { cwd: directory, maxBuffer: 64e6 };
  return (await promisify(execFile)(process.execPath, [program, ...words], options)).stdout;
}

function onAll(script) {
  return Promise.all(
    names.map(async (name) => {
      const words = [...loginWords.split(' '), `ops@${addressOf(name)}`, `sudo -n sh -c '${script}'`];
      return (await promisify(execFile)('ssh', words, { cwd: directory })).stdout.trim();
    }),
  );
}

async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

function report({ rounds, hosts, skipped, resumed }) {
  const median = (name, key) => {
    const all = rounds[name].map((each) => each[key]).sort((a, b) => a - b);
    return all[Math.floor((all.length - 1) / 2)];
  };
  console.log(`${values.size} MB to ${hosts} hosts, medians of ${rounds.sftp.length} rounds`);
  for (const name of ['rackwright', 'sftp']) {
    const [speed, cpu] = [median(name, 'megabytesPerSecond'), median(name, 'processorSeconds')];
    const peak = name === 'sftp' ? '' : `  peak ${median(name, 'peakMegabytes').toFixed(0)} MB`;
    console.log(`${name.padEnd(10)}  ${speed.toFixed(1)} MB/s  controller ${cpu.toFixed(1)} s of CPU${peak}`);
  }
  const ratio = median('rackwright', 'megabytesPerSecond') / median('sftp', 'megabytesPerSecond');
  console.log(`ratio       ${ratio.toFixed(2)}`);
  console.log(`skipped     ${(skipped / 1000).toFixed(1)} kB sent when all is there already`);
  const { bytesThere, bytesMissing, bytesSent } = resumed;
  console.log(`resumed     ${bytesThere} bytes were there, ${bytesMissing} missing, ${bytesSent} sent`);
}
