import { FactError } from '../fact.ts';
import { distributionFacts } from './distribution-facts.ts';
import type { DistributionFacts } from './distribution-facts.ts';
import { localFacts } from './local-facts.ts';
import { networkFacts } from './network-facts.ts';
import type { NetworkFacts } from './network-facts.ts';
import { outputLines } from './output-lines.ts';

/** Described one by one in `system-fact-names.ts`. */
export interface SystemFacts extends DistributionFacts, NetworkFacts {
  readonly system: string;
  readonly kernel: string;
  readonly architecture: string;
  readonly hostname: string;
  readonly nodename: string;
  readonly fqdn: string;
  readonly domain: string;
  readonly memtotal_mb: number;
  readonly swaptotal_mb: number;
  readonly processor_vcpus: number;
  readonly mounts: readonly Mount[];
  readonly service_mgr: string;
  readonly pkg_mgr: string;
  readonly virtualization_type: string;
  readonly virtualization_role: 'guest' | 'host' | 'unknown';
  readonly machine_id: string;
  readonly boot_id: string;
  readonly user_id: string;
  readonly user_uid: number;
  readonly local: Readonly<Record<string, unknown>>;
  readonly ssh_connection: Readonly<Record<string, string | number>>;
}

interface Mount {
  readonly mount: string;
  readonly device: string;
  readonly fstype: string;
  readonly options: string;
}

/** @throws FactError when the first lines, which every host can print, are not there */
export function parseSystemFacts(stdout: Buffer): SystemFacts {
  const lines = outputLines(stdout);
  const said = (name: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const file = (path: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${path}:`)).map((line) => line.slice(path.length + 1));
  const [system = '', kernel = '', architecture = ''] = said('uname')[0]?.split(' ') ?? [];
  const [, uid, user] = /^uid=(\d{1,10})(?:\(([^)]*)\))?/.exec(said('id')[0] ?? '') ?? [];
  if (system === '' || uid === undefined) throw new FactError('systemFacts: the host does not say what it is');
  const virtualization = said('virt')[0] || 'unknown';
  return {
    ...distributionFacts(file('/etc/os-release'), file('/etc/debian_version')[0] ?? ''),
    ...networkFacts(lines),
    system,
    kernel,
    architecture,
    ...names(file('/proc/sys/kernel/hostname')[0] ?? '', file('/etc/hosts')),
    memtotal_mb: mebibytes(file('/proc/meminfo'), 'MemTotal'),
    swaptotal_mb: mebibytes(file('/proc/meminfo'), 'SwapTotal'),
    processor_vcpus: processors(file('/sys/devices/system/cpu/online')[0] ?? ''),
    mounts: file('/proc/mounts').flatMap(mountOf),
    service_mgr: lines.includes('systemd') ? 'systemd' : (file('/proc/1/comm')[0] ?? 'unknown'),
    pkg_mgr: packageManager(said('pkg_mgr')[0]),
    virtualization_type: virtualization,
    virtualization_role: virtualizationRole(virtualization),
    machine_id: file('/etc/machine-id')[0] ?? '',
    boot_id: file('/proc/sys/kernel/random/boot_id')[0] ?? '',
    user_id: user ?? uid,
    user_uid: Number(uid),
    local: localFacts.parse(said('local')),
    ssh_connection: sshConnection(said('ssh')[0]),
  };
}

function names(
  nodename: string,
  hosts: readonly string[],
): Pick<SystemFacts, 'hostname' | 'nodename' | 'fqdn' | 'domain'> {
  const entry = hosts
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/).slice(1))
    .find((entries) => entries.includes(nodename) && entries.some((name) => name.includes('.')));
  const full = nodename.includes('.') ? nodename : entry?.find((name) => name.startsWith(`${nodename}.`));
  const fqdn = full ?? nodename;
  const dot = fqdn.indexOf('.');
  return {
    hostname: nodename.split('.')[0] ?? '',
    nodename,
    fqdn,
    domain: dot === -1 ? '' : fqdn.slice(dot + 1),
  };
}

function mebibytes(lines: readonly string[], name: string): number {
  const [, kibibytes] = /^\S+:\s+(\d{1,15}) kB$/.exec(lines.find((line) => line.startsWith(`${name}:`)) ?? '') ?? [];
  return Math.floor(Number(kibibytes ?? 0) / 1024);
}

/** `0-3,8`; what cannot be read counts as one. */
function processors(ranges: string): number {
  const count = ranges.split(',').reduce((sum, range) => {
    const [, first, last] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(range) ?? [];
    return first === undefined ? sum : sum + Math.max(0, Number(last ?? first) - Number(first)) + 1;
  }, 0);
  return Math.max(1, count);
}

/** As Ansible does, only what has a device or a server behind it. The kernel writes blanks as `\040`. */
function mountOf(line: string): readonly Mount[] {
  const [device = '', mount = '', fstype = '', options = ''] = line.split(' ').map(unescapeOctal);
  return device.startsWith('/') || device.includes(':/') ? [{ mount, device, fstype, options }] : [];
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function packageManager(text: string | undefined): string {
  return text === undefined || text === 'none' ? 'unknown' : text;
}

function virtualizationRole(type: string): SystemFacts['virtualization_role'] {
  if (type === 'unknown') return 'unknown';
  return type === 'none' ? 'host' : 'guest';
}

function sshConnection(text: string | undefined): Readonly<Record<string, string | number>> {
  const [, client, clientPort, server, serverPort] = /^(\S+) (\d{1,5}) (\S+) (\d{1,5})$/.exec(text ?? '') ?? [];
  if (client === undefined || server === undefined) return {};
  return {
    client_address: client,
    client_port: Number(clientPort),
    server_address: server,
    server_port: Number(serverPort),
  };
}
