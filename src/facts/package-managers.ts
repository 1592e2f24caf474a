/**
 * The package managers that can be recognised, by a program that only their hosts have, the more specific first. What
 * Rackwright knows to drive is `apt`; to add another, give it a reader in `package-state.ts` and steps beside
 * `resources/apt-steps.ts`, and mark it here.
 */
export const packageManagers = [
  { name: 'apt', program: 'apt-get', driven: true },
  { name: 'dnf', program: 'dnf', driven: false },
  { name: 'yum', program: 'yum', driven: false },
  { name: 'zypper', program: 'zypper', driven: false },
  { name: 'apk', program: 'apk', driven: false },
  { name: 'pacman', program: 'pacman', driven: false },
] as const;

export type PackageManagerName = (typeof packageManagers)[number]['name'];
