import type { Change } from '../../resource.ts';
import type { PendingPackage } from '../../facts/apt-pending.ts';
import type { ObservedPackage, ObservedPackages } from './observe.ts';
import { isGone } from './is-gone.ts';
import { staleLists } from './stale-lists.ts';
import { refuseUnsupported } from './unsupported.ts';
import { fitsVersion } from './version-pattern.ts';
import type { WantedPackages } from './wanted.ts';

/** The attribute of the change that stands for package lists; no package can be called so. */
export const listsAttribute = 'package lists';

export function packageChanges(wanted: WantedPackages, observed: ObservedPackages): readonly Change[] {
  refuseUnsupported(observed.manager, wanted);
  const named = observed.packages.flatMap((each) => changeOf(wanted, each));
  const known = new Set(named.map((each) => each.attribute));
  const others = pendingChanges(wanted, observed).filter((each) => !known.has(each.attribute));
  return [...listsChange(wanted, observed, named), ...named, ...others];
}

/** What apt-get's own simulations add to the named packages. */
function pendingChanges(
  wanted: WantedPackages,
  { upgrades, leftovers, removals }: ObservedPackages,
): readonly Change[] {
  const kept = new Set(wanted.state === 'absent' ? [] : wanted.packages.map((each) => each.name));
  const changeTo = ({ name, from = 'absent', to = 'absent' }: PendingPackage): Change =>
    kept.has(name) ? { attribute: name, from: 'not needed by others', to: 'kept' } : { attribute: name, from, to };
  return [
    ...(upgrades?.map(changeTo) ?? [refusedChange('upgrade')]),
    ...(leftovers?.map(changeTo) ?? [refusedChange('autoremove')]),
    // When apt-get refuses to remove the named packages, they are changes all the same, and the run will say why.
    ...(removals ?? []).map(changeTo),
  ];
}

/** Broken dependencies: nobody can say what would happen, and the run will show apt-get's reasons. */
function refusedChange(attribute: string): Change {
  return { attribute, from: 'refused by apt-get', to: 'done' };
}

function changeOf(wanted: WantedPackages, found: ObservedPackage): readonly Change[] {
  const { name } = found.wanted;
  const change = (to: string): readonly Change[] => [{ attribute: name, from: readable(found), to }];
  switch (wanted.state) {
    case 'absent':
      return isGone(wanted, found) ? [] : change('absent');
    case 'present':
      return isPresent(wanted, found) ? [] : change(targetVersion(found));
    case 'latest':
      return isLatest(wanted, found) ? [] : change(targetVersion(found));
  }
}

function isPresent(wanted: WantedPackages, { wanted: { name, version }, state }: ObservedPackage): boolean {
  const installed = state.status === 'installed';
  if (version !== undefined) return installed ? fitsVersion(version, state.version) : skipped(wanted, state.status);
  // `name:architecture` asks for that very package.
  const provided = state.providedBy.length > 0 && !name.includes(':');
  return installed || (provided && state.status !== 'unfinished') || skipped(wanted, state.status);
}

function isLatest(wanted: WantedPackages, { wanted: { name }, state, candidate }: ObservedPackage): boolean {
  // apt-cache knows every installed package, unless it was asked for a release that no repository has.
  if (state.status === 'installed')
    return candidate?.known === true && (candidate.candidate ?? state.version) === state.version;
  const provided = state.providedBy.length > 0 && candidate?.candidate === undefined && !name.includes(':');
  return (provided && state.status !== 'unfinished') || skipped(wanted, state.status);
}

function skipped({ options }: WantedPackages, status: string): boolean {
  return options.onlyUpgrade && (status === 'absent' || status === 'config-files');
}

function readable({ state }: ObservedPackage): string {
  switch (state.status) {
    case 'installed':
      return state.version ?? 'installed';
    case 'config-files':
      return 'configuration files';
    case 'unfinished':
      return 'not configured';
    case 'absent':
    case 'unreadable':
      return 'absent';
  }
}

/** The version that apt would choose now. Lists that are fetched first may change it. */
function targetVersion({ wanted: { version }, state, candidate }: ObservedPackage): string {
  if (version !== undefined) return candidate?.versions.find((each) => fitsVersion(version, each)) ?? version;
  if (state.status === 'unfinished') return state.version ?? 'installed';
  return candidate?.candidate ?? 'installed';
}

/** Lists matter for their own sake when no package is named, and otherwise only when they decide what is installed. */
function listsChange(
  wanted: WantedPackages,
  { lists, packages }: ObservedPackages,
  named: readonly Change[],
): readonly Change[] {
  if (wanted.listsMaxAge === undefined || lists === undefined) return [];
  const matter = packages.length === 0 || wanted.state === 'latest' || (wanted.state === 'present' && named.length > 0);
  const stale = staleLists(lists, wanted.listsMaxAge);
  return matter && stale !== undefined ? [{ attribute: listsAttribute, from: stale, to: 'up to date' }] : [];
}
