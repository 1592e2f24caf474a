import type { Problem } from '../cluster.ts';
import type { GaleraSeen } from './read-galera-members.ts';

/** A Galera cluster as a table for people, and below it what is wrong. */
export function showGalera(seen: readonly GaleraSeen[], problems: readonly Problem[]): string {
  const rows = [['server', 'part', 'writes', 'state', 'sees', 'position', 'version'], ...seen.map(row)];
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((cells) => (cells[index] ?? '').length)));
  const table = rows.map((cells) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const wrong = problems.map(({ about, message }) => `! ${about}: ${message}`);
  return [...table, '', ...(wrong.length > 0 ? wrong : ['All is well.']), ''].join('\n');
}

function row(seen: GaleraSeen): readonly string[] {
  if (!('state' in seen)) return [seen.name, 'no answer'];
  const { part, comment, size, position, version } = seen.state;
  const writes = part === 'member' || part === 'joining' || part === 'alone' ? 'yes' : 'no';
  return [seen.name, part, writes, comment, size === 0 ? '' : String(size), String(position ?? ''), version];
}
