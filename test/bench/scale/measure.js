import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../bin/rackwright.js', import.meta.url));
const meter = fileURLToPath(new URL('meter.js', import.meta.url));

/** A run of the playbook. Milliseconds and KiB. */
export async function measureRun(directory, inventory, options) {
  const file = join(directory, 'meter.json');
  const words = ['--import', meter, program, 'run', 'site.yml', '-i', inventory, ...options];
  const end = await timed(process.execPath, words, directory, { METER_FILE: file });
  if (end.code !== 0) throw new Error(`the run ended with ${end.code}:\n${end.said.slice(-2000)}`);
  return { wallMs: end.wallMs, ...JSON.parse(readFileSync(file, 'utf8')) };
}

/**
 * The floor: the hand-written script on each address, by the system's ssh, as many at a time. With the fast key exchange
 * that Rackwright uses too; OpenSSH's default one costs six times the CPU.
 */
export async function measureFloor(directory, addresses, forks) {
  const list = join(directory, 'addresses');
  writeFileSync(list, addresses.map((address) => `${address}\n`).join(''));
  const options = '-F none -o BatchMode=yes -o KexAlgorithms=curve25519-sha256 -o UserKnownHostsFile=known_hosts';
  const one = `ssh ${options} -i id -l ops "$1" 'sudo -n sh' <floor.sh || { echo "$1 differs" >&2; exit 255; }`;
  const script = `xargs -a addresses -n 1 -P ${forks} sh -c '${one.replaceAll("'", `'\\''`)}' sh; code=$?
awk '{ print ($16 + $17) * 10 }' /proc/$$/stat >floor.cpu; exit $code`;
  const end = await timed('sh', ['-c', script], directory, {});
  if (end.code !== 0) throw new Error(`the floor ended with ${end.code}:\n${end.said.slice(-2000)}`);
  return { wallMs: end.wallMs, cpuMs: Number(readFileSync(join(directory, 'floor.cpu'), 'utf8')) };
}

function timed(file, words, cwd, environment) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, words, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-10_000)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said, wallMs: performance.now() - start }));
  });
}
