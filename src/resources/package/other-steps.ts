import type { OtherManager } from '../../facts/repository-data.ts';
import { repositoryPlaces } from '../../facts/repository-data.ts';
import { compareRpmVersions } from '../../facts/rpm-version.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { listsAttribute } from './diff.ts';
import type { ObservedPackage, ObservedPackages } from './observe.ts';
import { fitsVersion } from './version-pattern.ts';
import type { WantedPackages } from './wanted.ts';

/**
 * For all but apt.
 * @throws CannotConverge for what the package manager would refuse, before anything is written
 */
export function otherSteps(
  manager: OtherManager,
  wanted: WantedPackages,
  observed: ObservedPackages,
  changes: readonly Change[],
): readonly Step[] {
  const fetch = changes.some(({ attribute }) => attribute === listsAttribute);
  const named = observed.packages.filter((each) => changes.some(({ attribute }) => attribute === each.wanted.name));
  const touched = fetch && wanted.state === 'latest' ? observed.packages : named;
  const words = managerWords[manager];
  const wait = String(wanted.options.lockTimeout);
  const { cache } = repositoryPlaces[manager];
  return [
    ...(fetch ? [step('fetch the data of the repositories', sh`${words.fetch(wait)} && touch ${cache}`)] : []),
    ...(touched.length === 0 ? [] : [packagesStep(manager, wanted, observed, touched, fetch)]),
  ];
}

function packagesStep(
  manager: OtherManager,
  wanted: WantedPackages,
  { lists }: ObservedPackages,
  packages: readonly ObservedPackage[],
  fetch: boolean,
): Step {
  const words = managerWords[manager];
  const wait = String(wanted.options.lockTimeout);
  if (wanted.state === 'absent') {
    const names = packages.map((each) => each.wanted.name);
    return step(`remove ${names.join(', ')}`, sh`${words.check(names)}${words.remove(wait, names)}`);
  }
  if (!fetch) for (const each of packages) refuse(manager, wanted, each, lists?.ageSeconds === undefined);
  const targets = packages.map(({ wanted: { name, version }, candidate }) => {
    const exact = fetch
      ? undefined
      : candidate?.versions.find((each) => version === undefined || fitsVersion(version, each));
    return { name, version: exact ?? version };
  });
  const pinned = targets.map(({ name, version }, index) =>
    // apk would keep to a version that it is given, so it gets one only where the task names one.
    version === undefined || (manager === 'apk' && packages[index]?.wanted.version === undefined)
      ? name
      : `${name}${words.versionSign}${version}`,
  );
  const titles = targets.map(({ name, version }) => (version === undefined ? name : `${name}=${version}`));
  return step(`install ${titles.join(', ')}`, words.install(wait, pinned, wanted));
}

function refuse(
  manager: OtherManager,
  { options }: WantedPackages,
  { wanted: { name, version }, state, candidate }: ObservedPackage,
  nothingFetched: boolean,
): void {
  const versions = candidate?.versions ?? [];
  if (versions.length === 0)
    throw new CannotConverge(
      nothingFetched
        ? `the host has fetched no data of repositories to find ${name} in; add update_cache: true`
        : `no package is called "${name}" in the host's repositories; check the name, or add update_cache: true`,
    );
  if (version === undefined) return;
  const target = versions.find((each) => fitsVersion(version, each));
  if (target === undefined)
    throw new CannotConverge(`no version of ${name} is ${version}; the repositories have ${versions.join(', ')}`);
  const older = manager !== 'apk' && state.version !== undefined && compareRpmVersions(target, state.version) < 0;
  if (older && !options.allowDowngrade)
    throw new CannotConverge(`${name} ${target} is older than what is installed; allow it with allow_downgrade`);
}

interface ManagerWords {
  /** What stands between a name and its version. */
  readonly versionSign: string;
  fetch(wait: string): Command;
  install(wait: string, targets: readonly string[], wanted: WantedPackages): Command;
  /** Fails, and says why, when others would go along that the plan has not named. */
  check(names: readonly string[]): Command;
  remove(wait: string, names: readonly string[]): Command;
}

const rpmCheck = (names: readonly string[]): Command => sh`rpm -e --test -- ${names} || exit 1\n`;

/** What scripts of packages make must not get the closed modes that our own files have. dnf itself waits for others, without limit. */
const managerWords: Readonly<Record<OtherManager, ManagerWords>> = {
  dnf: {
    versionSign: '-',
    fetch: () => sh`umask 022; dnf -y -q makecache --refresh`,
    install: (_, targets, { options: { recommends } }) =>
      sh`umask 022; dnf -y -q ${recommends === undefined ? [] : [`--setopt=install_weak_deps=${recommends ? 'True' : 'False'}`]} install -- ${targets}`,
    check: rpmCheck,
    remove: (_, names) => sh`umask 022; dnf -y -q remove --noautoremove -- ${names}`,
  },
  zypper: {
    versionSign: '=',
    fetch: (wait) => zypper(wait, sh`refresh`),
    install: (wait, targets, { options: { recommends, allowDowngrade } }) =>
      zypper(
        wait,
        sh`install ${recommends === undefined ? [] : [recommends ? '--recommends' : '--no-recommends']} ${allowDowngrade ? ['--oldpackage'] : []} -- ${targets}`,
      ),
    check: rpmCheck,
    remove: (wait, names) => zypper(wait, sh`remove -- ${names}`),
  },
  apk: {
    versionSign: '=',
    fetch: (wait) => sh`umask 022; apk --quiet --wait ${wait} update`,
    install: (wait, targets, { state }) =>
      sh`umask 022; apk --quiet --wait ${wait} add ${state === 'latest' ? ['--upgrade'] : []} -- ${targets}`,
    check: () => sh``,
    remove: (wait, names) => sh`umask 022; apk --quiet --wait ${wait} del -- ${names}`,
  },
};

/** 100 to 103 tell of what is good to know, such as a reboot that is needed, and of no failure: zypper(8). */
function zypper(wait: string, words: Command): Command {
  return sh`umask 022; ZYPP_LOCK_TIMEOUT=${wait} zypper -n -q ${words} || { said=$?; [ "$said" -ge 100 ] && [ "$said" -le 103 ]; } || exit "$said"`;
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command, onDisconnect: 'finish' };
}
