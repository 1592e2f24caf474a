import { ArgumentError } from '../../resource.ts';
import type { Arguments } from '../../resource.ts';
import { readArguments } from '../read-arguments.ts';
import type { ArgumentReader } from '../read-arguments.ts';
import { packageArguments } from './arguments.ts';

export interface WantedPackages {
  readonly packages: readonly WantedPackage[];
  readonly state: 'present' | 'latest' | 'absent';
  readonly purge: boolean;
  readonly autoremove: boolean;
  readonly upgrade?: 'upgrade' | 'dist-upgrade';
  /** Seconds that package lists are good for; nothing means that they are none of this task's business. */
  readonly listsMaxAge?: number;
  readonly options: PackageOptions;
}

export interface WantedPackage {
  /** With the architecture, when one was given. */
  readonly name: string;
  /** `1.22*` */
  readonly version?: string;
}

/** How the package manager goes about it; not part of the state. */
export interface PackageOptions {
  readonly release?: string;
  readonly recommends?: boolean;
  readonly onlyUpgrade: boolean;
  readonly allowDowngrade: boolean;
  readonly allowHeld: boolean;
  /** Seconds. */
  readonly lockTimeout: number;
}

/** @throws ArgumentError */
export function wantedPackages(given: Arguments): WantedPackages {
  const args = readArguments(given, packageArguments);
  const state = states.get(args.text('state') ?? 'present') ?? 'present';
  const packages = (args.texts('name') ?? [])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => wantedPackage(text, state));
  const maxAge = args.integer('cache_valid_time');
  const upgrade = upgrades.get(upgradeWord(given['upgrade']));
  if (upgrade !== undefined && packages.length > 0)
    throw new ArgumentError('upgrade', '"upgrade" is about all packages and cannot stand beside "name"');
  return {
    packages: uniquePackages(packages),
    state,
    purge: args.flag('purge') ?? false,
    autoremove: args.flag('autoremove') ?? false,
    ...(upgrade && { upgrade }),
    ...((args.flag('update_cache') ?? maxAge !== undefined) && { listsMaxAge: maxAge ?? 3600 }),
    options: packageOptions(args),
  };
}

const states: ReadonlyMap<string, WantedPackages['state']> = new Map([
  ['present', 'present'],
  ['installed', 'present'],
  ['latest', 'latest'],
  ['absent', 'absent'],
  ['removed', 'absent'],
]);

const upgrades: ReadonlyMap<string, 'upgrade' | 'dist-upgrade'> = new Map([
  ['yes', 'upgrade'],
  ['safe', 'upgrade'],
  ['full', 'dist-upgrade'],
  ['dist', 'dist-upgrade'],
]);

function upgradeWord(given: Arguments[string] | undefined): string {
  if (typeof given === 'boolean') return given ? 'yes' : 'no';
  return typeof given === 'string' ? given : 'no';
}

/** Names of Debian (policy §5.6.7), rpm and apk, and versions without anything that a shell, apt or dpkg could read as more. */
function wantedPackage(text: string, state: WantedPackages['state']): WantedPackage {
  const [, name, version] =
    /^([A-Za-z0-9](?:[A-Za-z0-9+._-]*[A-Za-z0-9+])?(?::[a-z0-9-]+)?)(?:=([A-Za-z0-9.+~:*^_-]+))?$/.exec(text) ?? [];
  if (name === undefined) throw new ArgumentError('name', `${JSON.stringify(text)} is no package name`, hintFor(text));
  if (version === undefined) return { name };
  if (state !== 'present')
    throw new ArgumentError('name', `${JSON.stringify(text)} names a version, which only goes with state: present`);
  return { name, version };
}

function hintFor(text: string): string | undefined {
  if (/[<>]/.test(text)) return 'write one version, `nginx=1.22*`; ranges are not known';
  if (/[*?^$[\]]/.test(text)) return 'name every package; patterns are only for versions';
  if (/\.deb$|\//.test(text)) return 'package files are not installed; use a repository';
  return undefined;
}

/** The same package twice is one wish; with two versions it is a contradiction. */
function uniquePackages(packages: readonly WantedPackage[]): readonly WantedPackage[] {
  const byName = new Map<string, WantedPackage>();
  for (const each of packages) {
    const other = byName.get(each.name);
    if (other?.version !== undefined && each.version !== undefined && other.version !== each.version)
      throw new ArgumentError('name', `"${each.name}" is wanted in two versions`);
    byName.set(each.name, each.version === undefined && other !== undefined ? other : each);
  }
  return [...byName.values()];
}

function packageOptions(args: ArgumentReader): PackageOptions {
  const release = args.text('default_release');
  const recommends = args.flag('install_recommends');
  return {
    ...(release !== undefined && { release }),
    ...(recommends !== undefined && { recommends }),
    onlyUpgrade: args.flag('only_upgrade') ?? false,
    allowDowngrade: args.flag('allow_downgrade') ?? false,
    allowHeld: args.flag('allow_change_held_packages') ?? false,
    lockTimeout: args.integer('lock_timeout') ?? 120,
  };
}
