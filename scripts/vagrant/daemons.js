import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execute } from '../../dist/lab/execute.js';
import { stateDirectory } from './paths.js';
import { program } from './program.js';

/**
 * Makes libvirt answer: it may do so already, systemd may start it, or we do, in that order.
 * @param asRoot what stands before a program that needs root
 * @returns a function that stops what this call has started, and nothing else
 */
export async function startLibvirt(asRoot, signal) {
  if (await answers()) return async () => undefined;
  const stop = (await present('/run/systemd/system')) ? await startUnit(asRoot, signal) : await startDaemons(asRoot);
  for (let tries = 0; tries < 60; tries += 1) {
    if (await answers()) return stop;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await stop();
  throw new Error('libvirt does not answer at qemu:///system; users other than root must be in the group "libvirt"');
}

async function answers() {
  const { exitCode } = await execute(['virsh', '-c', 'qemu:///system', 'uri'], { timeoutMs: 10_000 });
  return exitCode === 0;
}

async function startUnit(asRoot, signal) {
  await program([...asRoot, 'systemctl', 'start', 'libvirtd.service'], { signal });
  return async () => program([...asRoot, 'systemctl', 'stop', 'libvirtd.service', 'libvirtd.socket']);
}

/** Without the signal: a daemon that was started must also be known. */
async function startDaemons(asRoot) {
  const directory = path.join(stateDirectory, 'test');
  await mkdir(directory, { recursive: true });
  const within = (await kvmIsVain()) ? await withoutKvm(directory) : [];
  const started = [];
  const stop = async () => {
    for (const file of started.splice(0).reverse()) await endDaemon(asRoot, file);
  };
  for (const daemon of ['virtlogd', 'libvirtd']) {
    const pidFile = path.join(directory, `${daemon}.pid`);
    // Another's virtlogd may be there without libvirtd, and serves as well.
    const { exitCode, stderr } = await execute([...asRoot, ...within, daemon, '--daemon', '--pid-file', pidFile]);
    if (exitCode === 0) started.push(pidFile);
    else if (daemon === 'libvirtd') {
      await stop();
      throw new Error(`libvirtd does not start: ${stderr.trim()}`);
    }
  }
  return stop;
}

/**
 * A /dev/kvm that can be opened but runs no guest makes libvirt examine qemu again at each request, for seconds. So that
 * libvirt passes it by, a file that cannot be written lies over it, in a mount namespace that only the daemon sees.
 * Machines can then have no /dev of their own: libvirt would have to move that mount.
 */
async function withoutKvm(directory) {
  const settings = path.join(directory, 'qemu.conf');
  await writeFile(settings, 'namespaces = []\n');
  const mounts =
    'mount --bind "$0" /etc/libvirt/qemu.conf && mount --bind "$0" /dev/kvm && mount -o remount,bind,ro /dev/kvm';
  return ['unshare', '--mount', 'sh', '-c', `${mounts} && exec "$@"`, settings];
}

async function kvmIsVain() {
  const processor = await readFile('/proc/cpuinfo', 'utf8');
  return (await present('/dev/kvm')) && !/^flags\s*:.*\b(vmx|svm)\b/m.test(processor);
}

async function endDaemon(asRoot, pidFile) {
  const pid = (await readFile(pidFile, 'utf8').catch(() => '')).trim();
  if (!/^[1-9][0-9]*$/.test(pid)) return;
  await execute([...asRoot, 'kill', pid]);
  for (let tries = 0; tries < 40 && (await present(`/proc/${pid}`)); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await rm(pidFile, { force: true });
}

async function present(file) {
  return access(file).then(
    () => true,
    () => false,
  );
}
