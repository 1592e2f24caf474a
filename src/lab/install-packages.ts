import { HostError } from '../diagnostics/errors.ts';
import { succeed } from './succeed.ts';

/** Whether missing Debian packages may be installed on the controller; a function is asked each time. */
export type InstallPolicy = 'never' | 'yes' | ((packages: readonly string[]) => Promise<boolean>);

export interface InstallOptions {
  readonly install: InstallPolicy;
  readonly asRoot: readonly string[] | undefined;
  readonly say: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs what is missing with apt, if we may. Nothing missing means nothing to do.
 * @throws HostError `lab-failed` that names the packages, when we may not or cannot
 */
export async function installPackages(packages: readonly string[], options: InstallOptions): Promise<void> {
  if (packages.length === 0) return;
  const names = packages.join(' ');
  if (options.asRoot === undefined) throw missing(names, 'installing them needs root');
  const allowed = options.install === 'yes' || (options.install !== 'never' && (await options.install(packages)));
  if (!allowed) throw missing(names, 'they were not to be installed');
  options.say(`installing ${names}`);
  const apt = [
    ...options.asRoot,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=120',
  ];
  const { signal } = options;
  await succeed('read the package lists', [...apt, 'update'], { signal });
  // Without the signal: an interrupted dpkg leaves this machine in need of repair.
  await succeed(`install ${names}`, [...apt, 'install', '-y', '--no-install-recommends', ...packages]);
}

function missing(names: string, why: string): HostError {
  return new HostError('lab-failed', `the lab needs packages that are not installed (${names}), and ${why}`, {
    hint: `install them: sudo apt-get install ${names}`,
  });
}
