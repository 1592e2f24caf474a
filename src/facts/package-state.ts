import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { detectPackageManager, packageManagerName } from './detect-package-manager.ts';
import { installedPackages } from './installed-packages.ts';
import { outputLines } from './output-lines.ts';
import type { PackageManagerName } from './package-managers.ts';

/** Source: the package manager's own data base (`dpkg-query -W`, `rpm -q`, apk's file). */
export interface PackageState {
  readonly manager: PackageManagerName | 'none';
  /** `unfinished`: unpacked, half configured or waiting for triggers, so that it must be configured first. */
  readonly status: 'absent' | 'installed' | 'config-files' | 'unfinished' | 'unreadable';
  /** As the package manager writes it: `1:1.2.11-1+b2`. */
  readonly version?: string;
  /** Kept at its version by the administrator (`apt-mark hold`). */
  readonly held: boolean;
  /** Installed packages that provide this name, when it is a virtual one. */
  readonly providedBy: readonly string[];
}

/** Keys are package names, with or without `:architecture`. `unreadable` means a package manager that we cannot drive. */
export const packageState: FactKind<string, PackageState> = {
  name: 'packageState',
  identity: (name) => name,
  script: (names) => sh`${detectPackageManager()}
echo "$manager"
if [ "$manager" = apt ]; then
answer=$(dpkg-query -W -f ${exactFields} -- dpkg ${names.map(nameOnly)} 2>/dev/null) || answer='=?n?='
case $answer in
*=?[!i]?=*)
all=$(dpkg-query -W -f ${fields}) &&
printf '%s\\n' "$all" | awk -F '\t' ${wantedOnly} ${names} ;;
*) printf '%s\\n' "$answer" ;;
esac
elif [ "$manager" = dnf ] || [ "$manager" = zypper ]; then ${installedPackages(names).rpm}
elif [ "$manager" = apk ]; then ${installedPackages(names).apk}
fi`,
  parse,
};

const exactFields =
  'package\\t${Package}\\t${Architecture}\\t${db:Status-Abbrev}\\t${Version}\\t=${db:Status-Abbrev}=\\n';
const fields = '${Package}\\t${Architecture}\\t${db:Status-Abbrev}\\t${Version}\\t${Provides}\\n';

function nameOnly(name: string): string {
  return name.replace(/:.*/s, '');
}

/**
 * Whether all are installed is answered by dpkg alone, which is how it mostly is. Else "who provides this" is to be
 * answered, too: dpkg knows no such question, so all is read, and only what was asked for travels. `dpkg` itself tells the host's architecture.
 */
const wantedOnly = `
BEGIN { for (i = 1; i < ARGC; i++) { sub(/:.*/, "", ARGV[i]); want[ARGV[i]] = 1 }; ARGC = 1 }
$1 == "dpkg" || $1 in want { print "package\\t" $1 "\\t" $2 "\\t" $3 "\\t" $4 }
$5 != "" && substr($3, 2, 1) == "i" {
  n = split($5, provided, /, */)
  for (i = 1; i <= n; i++) { sub(/ .*/, "", provided[i]); if (provided[i] in want) print "virtual\\t" provided[i] "\\t" $1 }
}`;

function parse(stdout: Buffer, names: readonly string[]): readonly PackageState[] {
  const [first, ...lines] = outputLines(stdout);
  if (first === undefined) throw new FactError('packageState: no answer');
  const manager = packageManagerName(first);
  if (manager === 'none' || manager === 'yum' || manager === 'pacman')
    return names.map(() => ({ manager, status: 'unreadable', held: false, providedBy: [] }));
  const rows = lines.map(row);
  const native = rows.find((each) => each.type === 'package' && each.name === 'dpkg')?.detail;
  return names.map((name) => stateOf(name, manager, rows, native));
}

interface Row {
  readonly type: 'package' | 'virtual';
  readonly name: string;
  /** The architecture, or who provides it. */
  readonly detail: string;
  readonly status: string;
  readonly version: string;
}

function row(line: string): Row {
  const [type, name, detail, status = '', version = ''] = line.split('\t');
  if ((type !== 'package' && type !== 'virtual') || !name || !detail)
    throw new FactError('packageState: a line is not about a package');
  return { type, name, detail, status, version };
}

function stateOf(
  wanted: string,
  manager: PackageManagerName,
  rows: readonly Row[],
  native: string | undefined,
): PackageState {
  const [name, architecture] = wanted.split(':');
  const fits = (each: Row): boolean =>
    each.detail === 'all' || architecture === 'any' || each.detail === (architecture ?? native);
  // Of several versions that are there at once (kernels on rpm hosts) rpm tells the newest last.
  const found = rows.findLast((each) => each.type === 'package' && each.name === name && fits(each));
  const providedBy = rows.filter((each) => each.type === 'virtual' && each.name === name).map((each) => each.detail);
  const status = statusOf(found?.status);
  return {
    manager,
    status,
    ...(found && status !== 'absent' && status !== 'config-files' ? { version: found.version } : {}),
    held: found?.status.startsWith('h') ?? false,
    providedBy,
  };
}

/** The second letter of dpkg's abbreviation: dpkg-query(1), `db:Status-Abbrev`. */
function statusOf(abbreviation: string | undefined): 'absent' | 'installed' | 'config-files' | 'unfinished' {
  switch (abbreviation?.[1]) {
    case undefined:
    case 'n':
      return 'absent';
    case 'c':
      return 'config-files';
    case 'i':
      return 'installed';
    default:
      return 'unfinished';
  }
}
