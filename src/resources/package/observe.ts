import type { FactReader } from '../../fact.ts';
import { aptLists } from '../../facts/apt-lists.ts';
import type { AptLists } from '../../facts/apt-lists.ts';
import { aptPending } from '../../facts/apt-pending.ts';
import type { PendingPackage } from '../../facts/apt-pending.ts';
import { offeredPackages } from '../../facts/offered-packages.ts';
import { packageCandidate } from '../../facts/package-candidate.ts';
import type { PackageCandidate } from '../../facts/package-candidate.ts';
import type { PackageManagerName } from '../../facts/package-managers.ts';
import { packageState } from '../../facts/package-state.ts';
import type { PackageState } from '../../facts/package-state.ts';
import { repositoryData } from '../../facts/repository-data.ts';
import type { OtherManager } from '../../facts/repository-data.ts';
import { leftoverWords, removalWords, upgradeWords } from './apt-words.ts';
import { isGone } from './is-gone.ts';
import { fitsVersion } from './version-pattern.ts';
import type { WantedPackage, WantedPackages } from './wanted.ts';

export interface ObservedPackages {
  readonly manager: PackageManagerName | 'none';
  readonly packages: readonly ObservedPackage[];
  /** Read when the task may fetch them, or may fail for want of them. */
  readonly lists?: AptLists;
  /** What an upgrade of everything would do now; nothing when apt-get refuses it. */
  readonly upgrades: readonly PendingPackage[] | undefined;
  /** What nobody needs any more. */
  readonly leftovers: readonly PendingPackage[] | undefined;
  /** All that goes when the named packages go. */
  readonly removals: readonly PendingPackage[] | undefined;
}

export interface ObservedPackage {
  readonly wanted: WantedPackage;
  readonly state: PackageState;
  /** Read only where something may have to be installed: it costs apt the better part of a second. */
  readonly candidate?: PackageCandidate;
}

export async function observePackages(wanted: WantedPackages, host: FactReader): Promise<ObservedPackages> {
  // Any name tells the package manager, and a task may name no package at all.
  const names = wanted.packages.length === 0 ? ['dpkg'] : wanted.packages.map((each) => each.name);
  const [states, aptsLists] = await Promise.all([
    Promise.all(names.map((name) => host.read(packageState, name))),
    // Read together with the states, because most hosts that ask for it have apt.
    wanted.listsMaxAge === undefined ? undefined : host.read(aptLists, null),
  ]);
  const manager = states[0]?.manager ?? 'none';
  const pairs = wanted.packages.flatMap((each, index) => {
    const state = states[index];
    return state === undefined ? [] : [{ wanted: each, state }];
  });
  const nothing = { upgrades: [], leftovers: [], removals: [] };
  if (manager === 'none' || manager === 'yum' || manager === 'pacman') return { manager, packages: [], ...nothing };
  if (manager !== 'apt') return { ...(await observeOffers(manager, wanted, pairs, host)), ...nothing };
  const install = pairs.some((each) => mayInstall(wanted, each));
  const [packages, lists, upgrades, leftovers, removals] = await Promise.all([
    Promise.all(pairs.map((each) => withCandidate(wanted, each, host))),
    aptsLists ?? (install && wanted.state === 'present' ? host.read(aptLists, null) : undefined),
    wanted.upgrade === undefined ? [] : host.read(aptPending, upgradeWords(wanted, wanted.upgrade)),
    wanted.autoremove ? host.read(aptPending, leftoverWords(wanted)) : [],
    observeRemovals(wanted, pairs, host),
  ]);
  return { manager, packages, ...(lists && { lists }), upgrades, leftovers, removals };
}

async function observeOffers(
  manager: OtherManager,
  wanted: WantedPackages,
  pairs: readonly ObservedPackage[],
  host: FactReader,
): Promise<Pick<ObservedPackages, 'manager' | 'packages' | 'lists'>> {
  const [packages, lists] = await Promise.all([
    Promise.all(
      pairs.map(async (each) =>
        mayInstall(wanted, each)
          ? { ...each, candidate: await host.read(offeredPackages[manager], each.wanted.name) }
          : each,
      ),
    ),
    wanted.listsMaxAge !== undefined || pairs.some((each) => mayInstall(wanted, each))
      ? host.read(repositoryData, manager)
      : undefined,
  ]);
  return { manager, packages, ...(lists && { lists }) };
}

/** Other packages may need those that are to go, and go with them. */
async function observeRemovals(
  wanted: WantedPackages,
  packages: readonly ObservedPackage[],
  host: FactReader,
): Promise<readonly PendingPackage[] | undefined> {
  const there = packages.filter((each) => !isGone(wanted, each));
  if (wanted.state !== 'absent' || there.length === 0) return [];
  const names = there.map((each) => each.wanted.name);
  return host.read(aptPending, removalWords(wanted, names));
}

async function withCandidate(
  wanted: WantedPackages,
  found: ObservedPackage,
  host: FactReader,
): Promise<ObservedPackage> {
  if (!mayInstall(wanted, found)) return found;
  const { release } = wanted.options;
  const key = { name: found.wanted.name, ...(release !== undefined && { release }) };
  return { ...found, candidate: await host.read(packageCandidate, key) };
}

function mayInstall(wanted: WantedPackages, { wanted: { version }, state }: ObservedPackage): boolean {
  if (wanted.state === 'absent') return false;
  if (wanted.state === 'latest' || state.status !== 'installed') return true;
  return version !== undefined && !fitsVersion(version, state.version);
}
