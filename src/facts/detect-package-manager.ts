import type { Command } from '../shell.ts';
import { sh } from '../shell.ts';
import type { PackageManagerName } from './package-managers.ts';
import { packageManagers } from './package-managers.ts';

/** Shell text that sets `manager` to the name of the host's package manager, or to `none`. Starts no process. */
export function detectPackageManager(): Command {
  const tests = packageManagers.map(
    ({ name, program }) => sh`[ "$manager" != none ] || ! command -v ${program} >/dev/null 2>&1 || manager=${name}`,
  );
  return tests.reduce((text, test) => sh`${text}\n${test}`, sh`manager=none`);
}

/** The name that the text above found; anything else is as good as none. */
export function packageManagerName(text: string): PackageManagerName | 'none' {
  return packageManagers.find(({ name }) => name === text)?.name ?? 'none';
}
