import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { leftoverWords, removalWords, upgradeWords } from './apt-words.ts';
import { listsAttribute } from './diff.ts';
import type { ObservedPackage, ObservedPackages } from './observe.ts';
import { fitsVersion } from './version-pattern.ts';
import type { PackageOptions, WantedPackages } from './wanted.ts';

/** @throws CannotConverge for what apt-get would refuse, before anything is written */
export function aptSteps(
  wanted: WantedPackages,
  observed: ObservedPackages,
  changes: readonly Change[],
): readonly Step[] {
  const fetch = changes.some((change) => change.attribute === listsAttribute);
  // Installing a wanted package that nothing needs marks it as wanted, so that no removal of leftovers takes it.
  const named = observed.packages.filter((each) => changes.some((change) => change.attribute === each.wanted.name));
  for (const each of named) refuse(wanted, observed, each, fetch);
  // Fetched lists may hold newer versions of packages that looked like the latest ones.
  const touched = fetch && wanted.state === 'latest' ? observed.packages : named;
  const upgrading = upgradeSteps(wanted, observed, fetch);
  const steps = [
    ...(fetch ? [step('fetch the package lists', fetchLists(wanted.options))] : []),
    ...(touched.length > 0 ? [packagesStep(wanted, touched, fetch)] : []),
    ...upgrading,
  ];
  // The other commands remove leftovers along the way, those that they make too.
  return touched.length > 0 || upgrading.length > 0 ? steps : [...steps, ...leftoverSteps(wanted, observed)];
}

function refuse(wanted: WantedPackages, { lists }: ObservedPackages, found: ObservedPackage, fetch: boolean): void {
  const { name, version } = found.wanted;
  if (found.state.held && !wanted.options.allowHeld)
    throw new CannotConverge(
      `${name} is on hold at ${found.state.version ?? 'its version'}; run "apt-mark unhold ${name}", or allow it with allow_change_held_packages`,
    );
  const { candidate } = found;
  const release = wanted.options.release === undefined ? '' : ` for ${wanted.options.release}`;
  if (fetch || candidate === undefined) return;
  if (!candidate.known)
    throw new CannotConverge(
      lists !== undefined && lists.ageSeconds === undefined
        ? `the host has no package lists to find ${name} in; add update_cache: true`
        : `no package is called "${name}" in the host's package lists${release}; check the name, or add update_cache: true`,
    );
  if (version !== undefined && !candidate.versions.some((each) => fitsVersion(version, each)))
    throw new CannotConverge(
      `no version of ${name} is ${version}; the package lists have ${candidate.versions.join(', ') || 'none'}`,
    );
}

function packagesStep(wanted: WantedPackages, packages: readonly ObservedPackage[], fetch: boolean): Step {
  const { options, state, autoremove } = wanted;
  if (state === 'absent') {
    const names = packages.map((each) => each.wanted.name);
    return step(`remove ${names.join(', ')}`, aptGet(options, removalWords(wanted, names)));
  }
  const targets = packages.map((each) => target(each, fetch));
  const words = [
    ...(options.release === undefined ? [] : ['-t', options.release]),
    ...(options.recommends === undefined
      ? []
      : [options.recommends ? '--install-recommends' : '--no-install-recommends']),
    ...(options.onlyUpgrade ? ['--only-upgrade'] : []),
    ...(options.allowDowngrade ? ['--allow-downgrades'] : []),
    ...(autoremove ? ['--auto-remove'] : []),
  ];
  return step(`install ${targets.join(', ')}`, aptGet(options, ['install', ...words, '--', ...targets]));
}

/** The very version that the plan has shown, unless the lists are fetched in between. */
function target({ wanted: { name, version }, candidate }: ObservedPackage, fetch: boolean): string {
  if (version === undefined) return name;
  const exact = fetch ? undefined : candidate?.versions.find((each) => fitsVersion(version, each));
  return `${name}=${exact ?? version}`;
}

function upgradeSteps(wanted: WantedPackages, { upgrades }: ObservedPackages, fetch: boolean): readonly Step[] {
  const { upgrade, options } = wanted;
  if (upgrade === undefined || (upgrades?.length === 0 && !fetch)) return [];
  return [step('update all packages', aptGet(options, upgradeWords(wanted, upgrade)))];
}

function leftoverSteps(wanted: WantedPackages, { leftovers }: ObservedPackages): readonly Step[] {
  if (leftovers?.length === 0) return [];
  return [step('remove packages that are not needed any more', aptGet(wanted.options, leftoverWords(wanted)))];
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command, onDisconnect: 'finish', progress: 'apt-status' };
}

/**
 * apt-get itself waits for dpkg's lock. When it fails because dpkg was killed in the middle (it leaves numbered files behind), what
 * was begun is finished first. `Pattern-Only` keeps it from taking `python3.11` for a pattern. What packages' scripts make must not get the
 * closed modes that our own files have.
 */
function aptGet(options: PackageOptions, words: readonly string[]): Command {
  const held = options.allowHeld ? ['--allow-change-held-packages'] : [];
  return sh`umask 022
export DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none
work() { apt-get -y -q ${lockOption(options)} -o APT::Status-Fd=1 -o APT::Cmd::Pattern-Only=true -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ${[...held, ...words]}; }
work || { status=$?; set -- /var/lib/dpkg/updates/[0-9]*; [ -e "$1" ] || exit "$status"; dpkg --configure -a --force-confdef --force-confold && work; }`;
}

/** apt-get does not wait for the lock of the lists. Its time stamp is what \`facts/apt-lists.ts\` reads. */
function fetchLists(options: PackageOptions): Command {
  return sh`umask 022
waited=0
until said=$(apt-get -q ${lockOption(options)} -o APT::Update::Error-Mode=any update 2>&1); do
case $said in *'Could not get lock'*) ;; *) waited=${options.lockTimeout} ;; esac
if [ "$waited" -ge ${options.lockTimeout} ]; then printf '%s\\n' "$said" >&2; exit 100; fi
sleep 5; waited=$((waited + 5))
done
touch /var/lib/apt/lists`;
}

function lockOption({ lockTimeout }: PackageOptions): readonly string[] {
  return ['-o', `DPkg::Lock::Timeout=${lockTimeout}`];
}
