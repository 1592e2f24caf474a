import { columns } from '../columns.ts';
import { anywhere } from './reachability.ts';
import type { Reach } from './reachability.ts';

/**
 * What is open as a table for people; sources and hosts that get the same stand in one line.
 * @param tls how TLS travels, by the service's name
 */
export function showReachability(matrix: readonly Reach[], tls: ReadonlyMap<string, string>): string {
  const open = matrix.filter(({ state }) => state === 'open');
  const pairs = groups(open, ({ from, to, family, protocol, because }) =>
    [from, to, family, protocol, because].join('\n'),
  );
  const lines = pairs.map((all): Line => {
    const [{ from, to, family, protocol, because }] = all;
    const service = because.replace(/^service /, '');
    return {
      from,
      to,
      port: `${protocol} ${unique(all.map(({ port }) => port)).join(',')}`.trim(),
      service,
      tls: tls.get(service) ?? '',
      ip: family === 'ipv4' ? '4' : '6',
    };
  });
  const bySources = merge(lines, 'from', sources);
  const byFamilies = merge(bySources, 'ip', (families) => unique(families).join('+'));
  const rows = merge(byFamilies, 'to', listed);
  const order = ['to', 'from', 'port', 'service', 'tls', 'ip'] as const;
  const text = columns([order, ...rows.map((row) => order.map((column) => row[column]))]);
  return [...text, '', 'All other ports are filtered.', ''].join('\n');
}

type Line = Readonly<Record<'to' | 'from' | 'port' | 'service' | 'tls' | 'ip', string>>;

/** Makes one line of those that differ in one column only. */
function merge(
  lines: readonly Line[],
  column: keyof Line,
  join: (values: readonly string[]) => string,
): readonly Line[] {
  const same = groups(lines, (line) => JSON.stringify({ ...line, [column]: '' }));
  return same.map((all) => ({ ...all[0], [column]: join(all.map((line) => line[column])) }));
}

/** Who is let in from anywhere needs no other line. */
function sources(names: readonly string[]): string {
  return names.includes(anywhere) ? anywhere : listed(names);
}

function listed(values: readonly string[]): string {
  const names = unique(values);
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}

/** In the order of the first of each. */
function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly [Item, ...Item[]])[] {
  const found = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) found.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...found.values()];
}

function unique(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
