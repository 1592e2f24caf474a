import { sh } from '../../src/shell.ts';
import type { Command } from '../../src/shell.ts';

/** Ansible needs Python on its hosts. Runs as root. */
export function pythonScript(): Command {
  const names = ['python3', 'python3-apt'];
  return sh`set -eu
dpkg-query -W ${names} >/dev/null 2>&1 ||
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends ${names} >/dev/null`;
}
