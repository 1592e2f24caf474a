import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import type { Command } from '../shell.ts';
import { outputLines } from './output-lines.ts';
import type { PackageCandidate } from './package-candidate.ts';
import { hasFetched } from './repository-data.ts';
import type { OtherManager } from './repository-data.ts';
import { compareRpmVersions } from './rpm-version.ts';

/** What could be installed, by the data that the host has fetched, for package managers other than apt. Keys are names. */
export const offeredPackages: Readonly<Record<OtherManager, FactKind<string, PackageCandidate>>> = {
  // Without -C it would fetch, and a plan must not write. What is installed counts, too, as for apt.
  dnf: offers('dnfOffers', dnfScript, dnfLine, compareRpmVersions),
  zypper: offers('zypperOffers', zypperScript, zypperLine, compareRpmVersions),
  apk: offers('apkOffers', apkScript, apkLine, () => 0),
};

interface Offer {
  readonly name: string;
  readonly version: string;
}

/** @param compare orders versions, the older first; 0 leaves them as the package manager has ordered them */
function offers(
  name: string,
  script: (names: readonly string[]) => Command,
  read: (line: string) => Offer | undefined,
  compare: (one: string, other: string) => number,
): FactKind<string, PackageCandidate> {
  return {
    name,
    identity: (each) => each,
    script: (names) => sh`${script(names)}\necho .`,
    parse: (stdout, names) => {
      const lines = outputLines(stdout);
      if (lines.at(-1) !== '.') throw new FactError(`${name}: the answer ends too early`);
      const all = lines.map(read).filter((offer) => offer !== undefined);
      return names.map((wanted): PackageCandidate => {
        const found = [...new Set(all.filter((offer) => offer.name === wanted).map(({ version }) => version))];
        const versions = found.sort((one, other) => compare(other, one));
        const [candidate] = versions;
        return { known: candidate !== undefined, ...(candidate !== undefined && { candidate }), versions };
      });
    },
  };
}

function dnfScript(names: readonly string[]): Command {
  return sh`{ ${hasFetched('dnf')} && dnf -q -C repoquery --available --qf ${'%{name} %{epoch}:%{version}-%{release}\\n'} -- ${names}
rpm -q --qf ${'%{NAME} %{EPOCHNUM}:%{VERSION}-%{RELEASE}\\n'} -- ${names}; } 2>/dev/null`;
}

function dnfLine(line: string): Offer | undefined {
  const [, name, version] = /^(\S+) (?:0:)?(\d+:[^\s:]+|[^\s:]+)$/.exec(line) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** zypper leaves 104 where nothing was found. */
function zypperScript(names: readonly string[]): Command {
  return sh`{ ${hasFetched('zypper')} && zypper -n -q -x --no-refresh search -s --match-exact -t package -- ${names}; } 2>/dev/null`;
}

/** `<solvable status="not-installed" name="hello" kind="package" edition="10.0-1" arch="noarch" repository="r"/>` */
function zypperLine(line: string): Offer | undefined {
  const [, name, version] =
    /^<solvable [^>]*\bname="([^"\s&]+)" kind="package" edition="(?:0:)?([^"\s&]+)"/.exec(line) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

function apkScript(names: readonly string[]): Command {
  return sh`apk --no-network list -- ${names} 2>/dev/null`;
}

/** `busybox-1.36.1-r15 x86_64 {busybox} (GPL-2.0-only) [installed]`; what is installed and could be newer stands there with the newer version. */
function apkLine(line: string): Offer | undefined {
  const [, name, version] = /^(\S+)-(\d[^\s-]*-r\d+) \S+ /.exec(line) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}
