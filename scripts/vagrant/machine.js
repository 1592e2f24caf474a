import { rm } from 'node:fs/promises';
import path from 'node:path';
import { execute } from '../../dist/lab/execute.js';
import { checkout, stateDirectory } from './paths.js';
import { program } from './program.js';

/**
 * One machine of vagrant/Vagrantfile, kept apart from those that the user may have made of it.
 * @param name a host of inventory/vagrant.yml
 * @param box the box that it is made of
 * @returns `up(signal)` and `destroy()`, which also removes its networks and the box's copy in libvirt's store
 */
export function testMachine(name, box) {
  const records = path.join(stateDirectory, 'test', 'machines');
  const env = {
    VAGRANT_CWD: path.join(checkout, 'vagrant'),
    VAGRANT_DOTFILE_PATH: records,
    VAGRANT_CHECKPOINT_DISABLE: '1',
    VAGRANT_NO_COLOR: '1',
    RACKWRIGHT_VAGRANT_HOSTS: name,
    RACKWRIGHT_VAGRANT_BOX: box,
  };
  const destroy = async () => {
    await program(['vagrant', 'destroy', '--force', name], { env, timeoutMs: 120_000 });
    await removeCopies(box);
    await rm(records, { recursive: true, force: true });
  };
  return {
    destroy,
    async up(signal) {
      // What a killed test left behind.
      await destroy();
      await program(['vagrant', 'up', '--provider=libvirt', name], { env, signal, timeoutMs: 1_200_000 });
    },
  };
}

/** vagrant-libvirt leaves the box in the store for next time; Vagrant has it anyhow. */
async function removeCopies(box) {
  const virsh = ['virsh', '-c', 'qemu:///system'];
  const { stdout } = await execute([...virsh, 'vol-list', '--pool', 'default'], { timeoutMs: 30_000 });
  const volumes = stdout.split('\n').map((line) => line.trim().split(/\s+/)[0]);
  for (const volume of volumes.filter((each) => each.startsWith(`${box}_vagrant_box_image_`))) {
    await program([...virsh, 'vol-delete', '--pool', 'default', volume]);
  }
}
