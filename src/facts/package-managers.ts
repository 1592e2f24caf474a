/**
 * The package managers that can be recognised, by a program that only their hosts have, the more specific first. What
 * Rackwright drives are `apt`, `dnf`, `zypper` and `apk`; to add another, give it a reader in `package-state.ts`, offers in
 * `offered-packages.ts`, a place in `repository-data.ts` and words in `resources/package/other-steps.ts`.
 */
export const packageManagers = [
  { name: 'apt', program: 'apt-get' },
  { name: 'dnf', program: 'dnf' },
  { name: 'yum', program: 'yum' },
  { name: 'zypper', program: 'zypper' },
  { name: 'apk', program: 'apk' },
  { name: 'pacman', program: 'pacman' },
] as const;

export type PackageManagerName = (typeof packageManagers)[number]['name'];
