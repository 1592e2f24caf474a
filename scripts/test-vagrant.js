import { rootAccess } from '../dist/lab/root-access.js';
import { ensurePackages } from './system-packages.js';
import { ensureBox } from './vagrant/box.js';
import { startLibvirt } from './vagrant/daemons.js';
import { testMachine } from './vagrant/machine.js';
import { vagrantPackages } from './vagrant/packages.js';
import { siteSteps } from './vagrant/site-steps.js';
import { stepRunner } from './vagrant/steps.js';

// npm run test:vagrant: one real virtual machine, from nothing to a served page that survives a boot, and to nothing again.
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => interruption.abort(new Error(`interrupted by ${name}; cleaning up`)));
}
const write = (text) => process.stdout.write(text);
const { step, counts } = stepRunner(write);
const started = performance.now();
await testVagrant(interruption.signal).catch(() => undefined);
write(`${Math.round((performance.now() - started) / 1000)} s in all\n`);
write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = interruption.signal.aborted ? 130 : counts.failed === 0 ? 0 : 1;

/** What fails was told by its step; whatever was started is ended in reverse order all the same. */
async function testVagrant(signal) {
  const say = (message) => write(`                  ${message}\n`);
  const host = 'web1';
  const asRoot = await step('this machine has what it needs', async () => prepare(signal));
  const stopLibvirt = await step('libvirt answers', async () => startLibvirt(asRoot, signal));
  try {
    const box = await step('a box is there', async () => ensureBox({ asRoot, say, signal }));
    const machine = testMachine(host, box);
    try {
      await step(`vagrant brings ${host} up`, async () => machine.up(signal));
      for (const [name, run] of siteSteps(host)) await step(name, async () => run(signal));
    } finally {
      await step('the machine and its networks are gone', machine.destroy);
    }
  } finally {
    await step('what was started has stopped', stopLibvirt);
  }
}

async function prepare(signal) {
  const asRoot = await rootAccess(signal);
  if (asRoot === undefined) throw new Error('building a box and starting libvirt need root or sudo without a password');
  const yes = process.env.CI === 'true' || process.argv.includes('--yes');
  const missing = await ensurePackages(vagrantPackages, { yes });
  if (missing.length > 0) throw new Error(`these Debian packages are missing: ${missing.join(' ')}`);
  return asRoot;
}
