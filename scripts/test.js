// `npm test`: all rings. The lab ring needs root (or sudo) and a container engine, and Debian packages that are named and
// installed after a yes (CI=true counts as yes). Without them the other rings run, and what did not run is said loudly.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensurePackages } from './system-packages.js';

const inCi = process.env['CI'] === 'true';
const scratch = mkdtempSync(join(tmpdir(), 'rackwright-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

const { labAvailable } = await import('../dist/lab/available.js');
const lab = await labAvailable();
const labPackages = lab.available ? lab.missing : [];
const missing = await ensurePackages([...testPackages(), ...labPackages], {
  yes: inCi || process.argv.includes('--yes'),
});

runRing('local', missing);
if (!lab.available) notRun('lab', lab.why);
else if (labPackages.some((name) => missing.includes(name))) notRun('lab', `it needs ${labPackages.join(' ')}`);
else {
  await buildLabImage();
  runRing('lab', []);
}

rmSync(scratch, { recursive: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || broken ? 1 : 0;

function testPackages() {
  // Judges and shells that tests compare with; see CONTRIBUTING.md.
  return [
    'ansible-core',
    'busybox',
    'curl',
    'dash',
    'fish',
    'iproute2',
    'iptables',
    'ksh',
    'mariadb-client',
    'mariadb-server',
    'mksh',
    'mtail',
    'nftables',
    'nginx-light',
    'opendoas',
    'openssh-client',
    'openssh-server',
    'openssl',
    'procps',
    'prometheus',
    'python3-jinja2',
    'python3-yaml',
    'shellcheck',
    'strace',
    'sudo',
    'tcsh',
    'zsh',
  ];
}

/** Before the first test of the lab has its time measured. */
async function buildLabImage() {
  const { findEngine } = await import('../dist/lab/find-engine.js');
  const { ensureImage, labImage } = await import('../dist/lab/image.js');
  await ensureImage(await findEngine({}), await labImage('bookworm'), { install: 'yes', say: console.error });
}

function runRing(name, without) {
  if (without.length > 0) notRun(`parts of ${name}`, `these packages are missing: ${without.join(' ')}`);
  const file = join(scratch, `${name}.json`);
  const words = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    name,
  ];
  // Hosts of the lab mostly wait, so two files of tests go on beside each other: each has a network of its own. The others have a core each.
  const limits = [`--maxWorkers=${name === 'lab' ? 2 : '100%'}`];
  const how = [...limits, '--json', `--outputFile=${file}`, '--silent'];
  const { status } = spawnSync(process.execPath, [...words, ...how], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(file)) {
    console.error(`the ${name} ring did not run: jest ended with ${status}`);
    broken = true;
    return;
  }
  const result = JSON.parse(readFileSync(file, 'utf8'));
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  total.skipped += result.numPendingTests + result.numTodoTests;
  if (status !== 0) broken = true;
  console.log(
    `${name}: ${result.numPassedTests} passed, ${result.numFailedTests} failed in ${result.testResults.length} files`,
  );
  tellFailures(result);
  tellSlowest(result);
}

/** Once more at the end: what was printed when it happened may be far above. */
function tellFailures({ testResults }) {
  for (const { name, message, assertionResults } of testResults) {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && assertionResults.length === 0)
      console.log(`  did not run: ${relative('.', name)}: ${message.split('\n', 1)}`);
    for (const { fullName, failureMessages } of failed)
      console.log(`  failed: ${relative('.', name)}: ${fullName}\n    ${failureMessages.join('\n').slice(0, 600)}`);
  }
}

function tellSlowest({ testResults }) {
  const slowest = testResults
    .map(({ name, startTime, endTime }) => ({ name: relative('.', name), seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 12);
  console.log('slowest files:');
  for (const { name, seconds } of slowest) console.log(`  ${seconds.toFixed(0).padStart(5)} s  ${name}`);
}

function notRun(what, why) {
  console.error(`\n!!! NOT RUN: ${what}\n!!! ${why}\n`);
  if (inCi) broken = true;
}
