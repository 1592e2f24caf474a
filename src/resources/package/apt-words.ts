import type { AptWords } from '../../facts/apt-pending.ts';
import type { WantedPackages } from './wanted.ts';

/** The words behind `apt-get`, so that what a plan simulates is what a run does. */
export function removalWords({ purge, autoremove }: WantedPackages, names: readonly string[]): AptWords {
  return ['remove', ...(purge ? ['--purge'] : []), ...(autoremove ? ['--auto-remove'] : []), '--', ...names];
}

export function upgradeWords({ autoremove }: WantedPackages, upgrade: 'upgrade' | 'dist-upgrade'): AptWords {
  return [upgrade, ...(upgrade === 'upgrade' ? ['--with-new-pkgs'] : []), ...(autoremove ? ['--auto-remove'] : [])];
}

export function leftoverWords({ purge }: WantedPackages): AptWords {
  return ['autoremove', ...(purge ? ['--purge'] : [])];
}
