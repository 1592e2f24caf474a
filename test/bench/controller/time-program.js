import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const measure = fileURLToPath(new URL('measure.cjs', import.meta.url));

/**
 * Runs Node with these words some times and gives the quickest of each measure: what other processes take away only adds.
 * @returns milliseconds of wall clock and CPU, MiB of memory at the most
 * @throws when it fails
 */
export async function timeProgram(words, { cwd, times }) {
  const samples = [];
  for (let count = 0; count < times; count += 1) samples.push(await once(words, cwd));
  const least = (name) => Math.min(...samples.map((each) => each[name]));
  return { wallMs: least('wallMs'), cpuMs: least('cpuMs'), rssMiB: least('rssMiB') };
}

function once(words, cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['-r', measure, ...words], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let [said, used] = ['', ''];
    child.stderr.on('data', (data) => (said += data));
    child.stdio[3].on('data', (data) => (used += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve({ wallMs: performance.now() - started, ...JSON.parse(used) });
      else reject(new Error(`node ${words.join(' ')} ended with ${code}: ${said}`));
    });
  });
}
