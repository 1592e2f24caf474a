// Makes a checkout usable: dependencies, then the compiled program. Does nothing that is already done.
// `--quiet` says nothing but errors.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const quiet = process.argv.includes('--quiet');
const stampFile = join(root, 'node_modules', '.rackwright-lock');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Rackwright needs Node 20.19 or newer; this is ${process.version}`);
  process.exit(2);
}

installDependencies();
build();

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return;
  say('installing dependencies');
  // Not `npm ci`: it refuses a lock file without the optional binaries of other platforms, which some registries lack.
  // No install scripts: ssh2 and the others work without compiled parts.
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampFile, lock);
}

function build() {
  // Written last, and by the Node whose code cache lies beside the program.
  const stamp = join(root, 'dist', 'program', 'node');
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === process.version;
  if (built && newest(join(root, 'src')) < statSync(stamp).mtimeMs) return;
  say('compiling');
  run(process.execPath, [join(root, 'scripts', 'build.js')]);
}

function newest(directory) {
  const times = readdirSync(directory, { recursive: true }).map((name) => statSync(join(directory, name)).mtimeMs);
  return Math.max(...times);
}

function run(program, words) {
  try {
    execFileSync(program, words, { cwd: root, stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'] });
  } catch (error) {
    console.error(`${program} ${words.join(' ')} failed with ${error.status ?? error.message}`);
    process.exit(1);
  }
}

function say(text) {
  if (!quiet) console.error(`setup: ${text}`);
}
