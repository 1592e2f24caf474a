import type { PackageManagerName } from '../../facts/package-managers.ts';
import { CannotConverge } from '../../resource.ts';
import type { WantedPackages } from './wanted.ts';

/** @throws CannotConverge for what a task asks for that the host's package manager does not know, or that we do not drive */
export function refuseUnsupported(manager: PackageManagerName | 'none', wanted: WantedPackages): void {
  if (manager === 'none') throw new CannotConverge('no package manager that is known was found on the host');
  if (manager === 'yum' || manager === 'pacman')
    throw new CannotConverge(
      `this host's packages are managed by ${manager}, which cannot be driven; apt, dnf, zypper and apk can. Use "command" with a guard for it`,
    );
  if (manager === 'apt') {
    const strange = wanted.packages.find(({ name }) => /[A-Z_]/.test(name));
    if (strange !== undefined)
      throw new CannotConverge(
        `no package of Debian can be called "${strange.name}": names have no capital letters and no "_"`,
      );
    return;
  }
  const { upgrade, autoremove, options } = wanted;
  const asked = [
    ...(upgrade === undefined ? [] : ['upgrade']),
    ...(autoremove ? ['autoremove'] : []),
    ...(options.release === undefined ? [] : ['default_release']),
    ...(options.allowHeld ? ['allow_change_held_packages'] : []),
    ...(options.recommends !== undefined && manager === 'apk' ? ['install_recommends'] : []),
  ];
  if (asked[0] !== undefined)
    throw new CannotConverge(`"${asked[0]}" is only known for apt, and this host has ${manager}`);
  const foreign = wanted.packages.find(({ name }) => name.includes(':'));
  if (foreign !== undefined)
    throw new CannotConverge(`"${foreign.name}" names an architecture as apt does, and this host has ${manager}`);
}
