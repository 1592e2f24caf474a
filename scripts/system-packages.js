// Names Debian packages that are missing and installs them after a yes.
import { execFileSync, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';

/** Gives the packages that are still missing. */
export async function ensurePackages(names, { yes }) {
  if (spawnSync('dpkg-query', ['--version'], { stdio: 'ignore' }).status !== 0) return [];
  const missing = names.filter((name) => !installed(name));
  if (missing.length === 0) return [];
  console.error(`These Debian packages are missing: ${missing.join(' ')}`);
  if (!yes && !(await confirmed())) return missing;
  const [program, ...first] = process.getuid() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...words) =>
    execFileSync(program, [...first, ...words], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  } catch (error) {
    console.error(`apt-get failed: ${error.message}`);
  }
  return missing.filter((name) => !installed(name));
}

function installed(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

async function confirmed() {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question('Install them? [y/N] ');
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
}
