export interface DistributionFacts {
  readonly distribution: string;
  readonly distribution_version: string;
  readonly distribution_major_version: string;
  readonly distribution_release: string;
  readonly os_family: string;
}

/** From the lines of /etc/os-release; Debian says its point release only in /etc/debian_version. */
export function distributionFacts(osRelease: readonly string[], debianVersion: string): DistributionFacts {
  const values = new Map(osRelease.map(assignment));
  const id = values.get('ID') ?? '';
  const version = id === 'debian' && /^\d+\.\d+/.test(debianVersion) ? debianVersion : (values.get('VERSION_ID') ?? '');
  const distribution = distributions.get(id) ?? values.get('NAME') ?? 'unknown';
  const alike = [id, ...(values.get('ID_LIKE') ?? '').split(' ')];
  return {
    distribution,
    distribution_version: version,
    distribution_major_version: version.split('.')[0] ?? '',
    distribution_release: values.get('VERSION_CODENAME') ?? '',
    os_family: alike.map((name) => families.get(name)).find((family) => family !== undefined) ?? distribution,
  };
}

/** os-release(5): shell-like assignments, possibly quoted. */
function assignment(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  const name = line.slice(0, Math.max(0, at)).trim();
  const text = line.slice(at + 1).trim();
  const [, quoted] = /^"(.*)"$/.exec(text) ?? /^'(.*)'$/.exec(text) ?? [];
  return [name, quoted === undefined ? text : quoted.replace(/\\(["$`\\])/g, '$1')];
}

/** Ansible's spellings, by os-release's ID. */
const distributions: ReadonlyMap<string, string> = new Map([
  ['debian', 'Debian'],
  ['ubuntu', 'Ubuntu'],
  ['raspbian', 'Raspbian'],
  ['rhel', 'RedHat'],
  ['centos', 'CentOS'],
  ['rocky', 'Rocky'],
  ['almalinux', 'AlmaLinux'],
  ['fedora', 'Fedora'],
  ['ol', 'OracleLinux'],
  ['amzn', 'Amazon'],
  ['alpine', 'Alpine'],
  ['arch', 'Archlinux'],
  ['opensuse-leap', 'openSUSE Leap'],
  ['opensuse-tumbleweed', 'openSUSE Tumbleweed'],
  ['sles', 'SLES'],
]);

const families: ReadonlyMap<string, string> = new Map([
  ['debian', 'Debian'],
  ['ubuntu', 'Debian'],
  ['rhel', 'RedHat'],
  ['fedora', 'RedHat'],
  ['centos', 'RedHat'],
  ['alpine', 'Alpine'],
  ['suse', 'Suse'],
  ['opensuse', 'Suse'],
  ['arch', 'Archlinux'],
]);
