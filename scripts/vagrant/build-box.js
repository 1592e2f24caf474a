import { rootAccess } from '../../dist/lab/root-access.js';
import { ensureBox } from './box.js';

// vagrant/build-box: the box alone, for those who then use Vagrant themselves.
const asRoot = await rootAccess();
if (asRoot === undefined) {
  process.stderr.write('building a box needs root: run it with sudo\n');
  process.exitCode = 1;
} else {
  const user = process.env.SUDO_USER ?? 'root';
  // Under sudo the box is for the Vagrant of the one who called it.
  const asUser = process.getuid() === 0 && user !== 'root' ? ['sudo', '-H', '-u', user] : [];
  try {
    const name = await ensureBox({ asRoot, asUser, say: (message) => process.stdout.write(`${message}\n`) });
    process.stdout.write(`Vagrant has the box ${name}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
