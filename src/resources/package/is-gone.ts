import type { PackageState } from '../../facts/package-state.ts';
import type { WantedPackages } from './wanted.ts';

/** Whether nothing is left of a package that shall be absent. */
export function isGone(
  { purge }: Pick<WantedPackages, 'purge'>,
  { state }: { readonly state: Pick<PackageState, 'status'> },
): boolean {
  return state.status === 'absent' || (state.status === 'config-files' && !purge);
}
