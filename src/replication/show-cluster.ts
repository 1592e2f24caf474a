import type { Cluster } from './cluster.ts';
import { sourceOf } from './cluster.ts';
import { isAnswering } from './read-members.ts';
import type { Seen } from './read-members.ts';
import { withProblems } from './with-problems.ts';

/** The cluster as a table for people, and below it what is wrong. */
export function showCluster({ seen, problems }: Cluster): string {
  const members = seen.map(({ member }) => member);
  const head: Row = ['server', 'role', 'writes', 'position', 'lag', 'semi-sync', 'version'];
  const rows = [head, ...seen.map((each) => row(each))];
  return withProblems(rows, problems);

  function row(each: Seen): Row {
    if (!isAnswering(each))
      return [each.member.name, each.silent === 'host' ? 'no answer' : 'server down', '', '', '', '', ''];
    const { source, semiSync, writable, done, version, replicas } = each.state;
    const lag = source === undefined ? '' : source.lag === undefined ? '?' : `${source.lag} s`;
    const follows = sourceOf(each, members)?.name ?? source?.host;
    const role = writable ? `primary of ${replicas}` : follows === undefined ? 'alone' : `of ${follows}`;
    const acknowledging = semiSync.waits ? `waits (${semiSync.acknowledging})` : 'does not wait';
    const semi = writable ? (semiSync.wanted ? acknowledging : 'off') : semiSync.acknowledges ? 'acknowledges' : 'no';
    return [each.member.name, role, writable ? 'yes' : 'no', shortened(done), lag, semi, version];
  }
}

type Row = readonly string[];

/** Sets of MySQL name their servers by 36 characters each. */
function shortened(position: string): string {
  return position.replaceAll(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1\u2026');
}
