import type { HostSummary, RunMode, RunSummary } from '../reporter.ts';
import { plural } from './amount.ts';
import { listed } from './listed.ts';
import { piece } from './line.ts';
import type { Piece, Role } from './line.ts';

/** Rows of the recap: a host each with its counts and its state, in inventory order, and their sum. */
export function hostTable({ hosts, mode }: RunSummary): readonly (readonly Piece[])[] {
  const columns = columnsOf(hosts, mode);
  const groups = hosts.length <= mostRows ? hosts.map((host) => [host] as const) : alike(hosts);
  const rows = groups.map((group) => [
    piece(roleOf(group[0]), nameOf(group)),
    ...columns.map((column) => count(column, group[0].counts[column], mode)),
    piece(roleOf(group[0]), stateOf(group[0], mode)),
    ...(group.length === 1
      ? []
      : [
          piece(
            'faint',
            listed(
              group.map(({ host }) => host),
              3,
            ),
          ),
        ]),
  ]);
  if (hosts.length < 2) return rows;
  const sum = (column: Column): number => hosts.reduce((total, host) => total + host.counts[column], 0);
  return [...rows, [piece('faint', 'in all'), ...columns.map((column) => count(column, sum(column), mode))]];
}

/** More hosts than these are shown together where they are alike. */
const mostRows = 40;

type Column = keyof HostSummary['counts'];
type Group = readonly [HostSummary, ...HostSummary[]];

function columnsOf(hosts: readonly HostSummary[], mode: RunMode): readonly Column[] {
  const always = new Set<Column>(['ok', mode === 'run' ? 'changed' : 'would-change', 'skipped', 'failed']);
  return order.filter((column) => always.has(column) || hosts.some((host) => host.counts[column] > 0));
}

const order: readonly Column[] = [
  'ok',
  'changed',
  'would-change',
  'skipped',
  'failed',
  'unreachable',
  'rescued',
  'ignored',
];

/** Hosts with equal counts and state, where the first of them stands. */
function alike(hosts: readonly HostSummary[]): readonly Group[] {
  const groups = new Map<string, [HostSummary, ...HostSummary[]]>();
  for (const host of hosts) {
    const key = JSON.stringify([host.state, order.map((column) => host.counts[column])]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [host]);
    else group.push(host);
  }
  return [...groups.values()];
}

function nameOf(group: Group): string {
  return group.length === 1 ? group[0].host : plural(group.length, 'host');
}

function count(column: Column, number: number, mode: RunMode): Piece {
  const name = column === 'would-change' && mode === 'verify' ? 'drift' : column;
  return piece(number === 0 ? 'faint' : roles[column], `${name}=${number}`);
}

const roles: Readonly<Record<Column, Role>> = {
  ok: 'ok',
  changed: 'changed',
  'would-change': 'changed',
  skipped: 'skipped',
  failed: 'failed',
  unreachable: 'failed',
  rescued: 'warning',
  ignored: 'warning',
};

function roleOf({ state, counts }: HostSummary): Role {
  if (state !== 'ok') return 'failed';
  return counts.changed + counts['would-change'] > 0 ? 'changed' : 'ok';
}

function stateOf({ state, counts }: HostSummary, mode: RunMode): string {
  if (state !== 'ok') return state;
  if (mode === 'run' || counts['would-change'] === 0) return 'converged';
  return mode === 'verify' ? 'drift' : 'would change';
}
