import { chmod, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { archiveAccess } from '../../dist/lab/archive-access.js';
import { execute } from '../../dist/lab/execute.js';
import { ensureKey } from '../../dist/lab/keys.js';
import { succeed } from '../../dist/lab/succeed.js';
import { bootstrapCommand, boxName } from './box-recipe.js';
import { checkout, stateDirectory } from './paths.js';

/**
 * Builds the box that the recipe describes and adds it to Vagrant, unless Vagrant has it.
 * @param options `asRoot`: what stands before a program that needs root; `asUser`: what stands before `vagrant`, if
 *   another's Vagrant is to have the box; `say`: takes a line; `signal`: ends it
 * @returns its name, which vagrant/Vagrantfile then finds in the state directory
 */
export async function ensureBox(options) {
  const { asUser = [], say, signal } = options;
  const key = await ensureKey({ name: 'vagrant', directory: stateDirectory }, signal);
  const archive = await archiveAccess('bookworm', signal);
  const scripts = await Promise.all([setupScript, diskScript].map(async (file) => readFile(file, 'utf8')));
  const name = boxName([scripts, bootstrapCommand('root', archive, { script: '', key, certificates: [] }), archive]);
  if (!(await vagrantHas(name, asUser, signal))) {
    say(`building the box ${name} from Debian’s archive (a minute or two, once)`);
    await build(name, key, archive, options);
  }
  await replaceFormer(name, asUser);
  return name;
}

const setupScript = path.join(checkout, 'vagrant', 'box', 'setup.sh');
const diskScript = path.join(checkout, 'vagrant', 'box', 'disk.sh');

async function vagrantHas(name, asUser, signal) {
  const listed = await succeed('list boxes', [...asUser, 'vagrant', 'box', 'list', '--machine-readable'], {
    signal,
  });
  return listed.split('\n').some((line) => line.endsWith(`,box-name,${name}`));
}

async function build(name, key, archive, { asRoot, asUser = [], say, signal }) {
  const work = await mkdtemp(path.join(tmpdir(), 'rackwright-box-'));
  try {
    const certificates = await writeCertificates(work, archive.certificates);
    const root = path.join(work, 'root');
    const bootstrap = bootstrapCommand(root, archive, { script: setupScript, key, certificates });
    await succeed('make the root file system', [...asRoot, ...bootstrap], { signal });
    say('making a disk of it');
    const image = path.join(work, 'box.img');
    await succeed('make the disk', [...asRoot, 'sh', diskScript, root, image], { signal });
    const metadata = { provider: 'libvirt', format: 'qcow2', virtual_size: 4 };
    await writeFile(path.join(work, 'metadata.json'), JSON.stringify(metadata));
    const box = path.join(work, `${name}.box`);
    await succeed('pack the box', ['tar', '-C', work, '-cf', box, 'metadata.json', 'box.img'], { signal });
    await chmod(work, 0o711);
    await succeed('add the box', [...asUser, 'vagrant', 'box', 'add', '--name', name, '--force', box], { signal });
  } finally {
    // The root file system is root's. Without the signal: also an interrupted build leaves nothing.
    await execute([...asRoot, 'rm', '-rf', '--one-file-system', work]);
  }
}

async function writeCertificates(work, certificates) {
  return Promise.all(
    certificates.map(async (text, index) => {
      const file = path.join(work, `controller-${index}.crt`);
      await writeFile(file, `${text}\n`);
      return file;
    }),
  );
}

/** Notes the box's name for vagrant/Vagrantfile; the box that was noted before is of no more use. */
async function replaceFormer(name, asUser) {
  const file = path.join(stateDirectory, 'box-name');
  const former = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (former === name) return;
  await writeFile(`${file}.new`, `${name}\n`);
  await rename(`${file}.new`, file);
  // It may be gone already, or a machine made of it may still be there: then it stays.
  if (former !== '') await execute([...asUser, 'vagrant', 'box', 'remove', '--all', former], { timeoutMs: 60_000 });
}
