import { sourceOf } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { isAnswering } from './read-members.ts';

/** The cluster for programs. */
export function clusterJson({ seen, writers, problems }: Cluster): string {
  const members = seen.map(({ member }) => member);
  const servers = seen.map((each) => {
    const { name } = each.member;
    if (!isAnswering(each)) return { name, answers: false, silent: each.silent, why: each.why };
    const { source, ...state } = each.state;
    const follows = source && { member: sourceOf(each, members)?.name ?? null, ...source };
    return { name, answers: true, ...state, source: follows ?? null };
  });
  const primaries = writers.map(({ member }) => member.name);
  return `${JSON.stringify({ primaries, servers, problems }, undefined, 2)}\n`;
}
