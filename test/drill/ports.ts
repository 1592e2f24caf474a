import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reach } from '../../src/audit/reachability.ts';
import type { RunEvent } from '../../src/reporter.ts';
import type { ProgramEnd, Site } from '../support/site.ts';
import { portsPlaybook, portsVariables } from './ports-site.ts';
import { scan } from './scan.ts';
import type { ScanPlan } from './scan.ts';

export interface Round {
  readonly backend: string;
  readonly rebooted: boolean;
  /** Pairs of hosts times families times protocols that were compared. */
  readonly compared: number;
  /** `web1 → db1 tcp ipv4: declared 3306, found 22,3306` */
  readonly differences: readonly string[];
}

export const hosts = ['lb1', 'web1', 'db1', 'mon1', 'out1'];

const udpPorts = ['53', '123', '161', '514', '4567'];

/** Puts the drill's topology and playbook into the site, whose lab is up. */
export function preparePorts(site: Site, network: string): void {
  for (const name of ['lb', 'mon', 'db'])
    writeFileSync(join(site.directory, 'inventory', 'group_vars', `${name}.yml`), '');
  writeFileSync(join(site.directory, 'inventory', 'group_vars', 'all.yml'), portsVariables(network));
  writeFileSync(join(site.directory, 'playbooks', 'ports.yml'), portsPlaybook);
}

/** Brings a backend about, with a second run that must find nothing to do. */
export async function useBackend(site: Site, backend: string): Promise<void> {
  const words = ['playbooks/ports.yml', '-i', 'inventory/lab.yml', '-o', 'json', '-e', `firewall_backend=${backend}`];
  succeed(await site.rackwright('run', ...words));
  succeed(await site.rackwright('run', ...words, '--expect-unchanged'));
}

/** Reboots all hosts, which have nothing but what they saved. */
export async function rebootAll(site: Site): Promise<void> {
  const words = ['-m', 'reboot', '-a', '{always: true, reboot_timeout: 120}'];
  succeed(await site.rackwright('exec', 'all', '-i', 'inventory/lab.yml', '-b', ...words));
}

/** Scans between all hosts and compares with the matrix that the topology declares. */
export async function comparePorts(
  site: Site,
  round: Pick<Round, 'backend' | 'rebooted'>,
  tcp: string,
): Promise<Round> {
  const matrix = await declared(site);
  const targets = hosts.map((name) => ({ name, addresses: [site.address(name), `fd80::${site.address(name)}`] }));
  const plan: ScanPlan = { tcp, udp: udpPorts.join(',') };
  const looks: Look[] = [];
  for (const from of hosts) {
    const others = targets.filter(({ name }) => name !== from);
    const seen = await scan(site, from, others, plan);
    for (const { name: to } of others)
      for (const [way, found] of seen.get(to) ?? []) {
        const asked = way.startsWith('tcp') ? plan.tcp : plan.udp;
        looks.push({ from, to, way, wanted: portsOf(matrix, from, to, way, asked), found });
      }
  }
  const doubtful = looks.filter(differs);
  if (doubtful.some(({ way }) => way.startsWith('tcp'))) await delay(forgottenAfterMs);
  const again: Look[] = [];
  for (const look of doubtful) again.push(await lookAgain(site, look, targets));
  const differences = again
    .filter(differs)
    .map(
      ({ from, to, way, wanted, found }) => `${from} → ${to} ${way}: declared ${show(wanted)}, found ${show(found)}`,
    );
  return { ...round, compared: looks.length, differences };
}

/** What one host sees of another, in one way, and what it should see. */
interface Look {
  readonly from: string;
  readonly to: string;
  readonly way: string;
  readonly wanted: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
}

function differs({ wanted, found }: Look): boolean {
  return show(wanted) !== show(found);
}

/**
 * A host that has scanned another is let in by that one's packets from the ports that it asked: to its firewall they are answers, for as long as the kernel
 * remembers a question (two minutes). So ports that differ are asked once more, alone.
 */
async function lookAgain(
  site: Site,
  look: Look,
  targets: readonly { readonly name: string; readonly addresses: readonly string[] }[],
): Promise<Look> {
  const { from, to, way, wanted, found } = look;
  const target = targets.find(({ name }) => name === to);
  const asked = [...new Set([...wanted, ...found])].filter((port) => wanted.has(port) !== found.has(port));
  if (target === undefined || asked.some((port) => port.endsWith('more'))) return look;
  const seen = await scan(site, from, [target], { tcp: asked.join(','), udp: asked.join(',') });
  const now = seen.get(to)?.get(way) ?? new Set();
  return { ...look, found: new Set([...[...found].filter((port) => !asked.includes(port)), ...now]) };
}

const forgottenAfterMs = 125_000;

/** A table for people. */
export function showRounds(rounds: readonly Round[]): string {
  const lines = rounds.map(({ backend, rebooted, compared, differences }) => {
    const when = rebooted ? 'after a reboot' : 'fresh';
    return `${backend.padEnd(9)} ${when.padEnd(15)} ${compared} compared, ${differences.length} differ`;
  });
  return [...lines, ...rounds.flatMap(({ differences }) => differences.map((each) => `  ${each}`)), ''].join('\n');
}

async function declared(site: Site): Promise<readonly Reach[]> {
  const end = await site.rackwright('audit', 'reachability', '-i', 'inventory/lab.yml', '--format', 'json');
  succeed(end);
  return (JSON.parse(end.stdout) as { readonly matrix: readonly Reach[] }).matrix;
}

/** @param asked what was scanned, as nmap takes it */
function portsOf(matrix: readonly Reach[], from: string, to: string, way: string, asked: string): ReadonlySet<string> {
  const open = matrix.filter(
    (each) =>
      each.from === from && each.to === to && `${each.protocol} ${each.family}` === way && each.state === 'open',
  );
  return new Set(
    open.flatMap(({ port }) => {
      const [first = 0, last = first] = port.split(':').map(Number);
      const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      return all.filter((each) => isAsked(each, asked)).map(String);
    }),
  );
}

function isAsked(port: number, asked: string): boolean {
  if (asked === '-') return true;
  return asked.split(',').some((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return first <= port && port <= last;
  });
}

function show(ports: ReadonlySet<string>): string {
  return ports.size === 0
    ? 'nothing'
    : [...ports].toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b)).join(',');
}

function succeed({ code, stdout, stderr }: ProgramEnd): void {
  if (code === 0) return;
  const failed = stdout.split('\n').filter((line) => line.includes('"failed"') || line.includes('"host.lost"'));
  const told = failed.flatMap((line) => {
    const event = JSON.parse(line) as RunEvent;
    return event.type === 'task.finished' ? [`${event.host}: ${JSON.stringify(event.outcome)}`] : [line];
  });
  throw new Error(`ended with ${code}\n${stderr}\n${told.join('\n').slice(0, 5000)}`);
}
