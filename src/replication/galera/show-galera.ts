import type { Problem } from '../cluster.ts';
import { withProblems } from '../with-problems.ts';
import type { GaleraSeen } from './read-galera-members.ts';

/** A Galera cluster as a table for people, and below it what is wrong. */
export function showGalera(seen: readonly GaleraSeen[], problems: readonly Problem[]): string {
  const rows = [['server', 'part', 'writes', 'state', 'sees', 'position', 'version'], ...seen.map(row)];
  return withProblems(rows, problems);
}

function row(seen: GaleraSeen): readonly string[] {
  if (!('state' in seen)) return [seen.name, 'no answer'];
  const { part, comment, size, position, version, arbitrator, arbitrates } = seen.state;
  if (part === 'absent' && arbitrator) return [seen.name, 'arbitrator', 'no', arbitrates ? 'running' : 'stopped'];
  const writes = part === 'member' || part === 'joining' || part === 'alone' ? 'yes' : 'no';
  return [seen.name, part, writes, comment, size === 0 ? '' : String(size), String(position ?? ''), version];
}
