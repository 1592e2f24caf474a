import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import { isAnswering } from './read-members.ts';
import type { Answering, Seen } from './read-members.ts';

/** What all members together are. */
export interface Cluster {
  readonly seen: readonly Seen[];
  /** Those that accept writes. One is healthy. */
  readonly writers: readonly Answering[];
  /** The member that the replicas follow, or would like to; also when it does not answer. Nothing when they do not agree. */
  readonly followed: Member | undefined;
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly about: string;
  readonly message: string;
}

/** Puts what the members say together. Pure. */
export function judgeCluster(seen: readonly Seen[], dialect: ClusterDialect): Cluster {
  const answering = seen.filter(isAnswering);
  const writers = answering.filter(({ state }) => state.writable);
  const followed = followedBy(seen);
  const [writer] = writers;
  const problems = [
    ...seen.flatMap((each) => (isAnswering(each) ? [] : [{ about: each.member.name, message: silence(each) }])),
    ...numberOfWriters(writers, answering),
    ...(writer === undefined || writers.length > 1 ? [] : replicas(answering, writer, dialect)),
  ];
  return { seen, writers, followed, problems };
}

/** The member that a server follows. */
export function sourceOf({ state }: Answering, members: readonly Member[]): Member | undefined {
  const { source } = state;
  if (source === undefined) return undefined;
  return members.find(
    ({ name, address, port }) => port === source.port && (source.host === address || source.host === name),
  );
}

function followedBy(seen: readonly Seen[]): Member | undefined {
  const members = seen.map(({ member }) => member);
  const sources = new Set(seen.filter(isAnswering).flatMap((each) => sourceOf(each, members) ?? []));
  const [only] = sources;
  return sources.size === 1 ? only : undefined;
}

function silence({ silent, why }: Extract<Seen, { readonly state: undefined }>): string {
  return silent === 'host' ? `cannot be reached: ${why}` : `the host answers, its server does not: ${why}`;
}

function numberOfWriters(writers: readonly Answering[], answering: readonly Answering[]): readonly Problem[] {
  if (writers.length > 1)
    return writers.map(({ member }) => ({
      about: member.name,
      message: `one of ${writers.length} servers that accept writes`,
    }));
  if (writers.length === 0 && answering.length > 0)
    return [{ about: 'all', message: 'no server that answers accepts writes' }];
  return [];
}

function replicas(answering: readonly Answering[], writer: Answering, dialect: ClusterDialect): readonly Problem[] {
  const members = answering.map(({ member }) => member);
  const others = answering.filter((each) => each !== writer);
  const of = others.flatMap((each): readonly Problem[] => {
    const about = each.member.name;
    const { source } = each.state;
    const own = dialect.errant(each.state, writer.state);
    const errant = own === 'unknown' ? [] : own.map((gtid) => ({ about, message: `wrote ${gtid} by itself` }));
    if (source === undefined) return [...errant, { about, message: 'follows nobody' }];
    const follows = sourceOf(each, members);
    if (follows !== writer.member)
      return [...errant, { about, message: `follows ${follows?.name ?? source.host}, not ${writer.member.name}` }];
    const stopped = [...(source.receiving ? [] : ['does not receive']), ...(source.applying ? [] : ['does not apply'])];
    if (stopped.length === 0) return errant;
    return [...errant, { about, message: [stopped.join(' and '), ...source.errors].join(': ') }];
  });
  const { wanted, waits, acknowledging } = writer.state.semiSync;
  const alone =
    wanted && !waits
      ? [{ about: writer.member.name, message: `commits wait for no replica (${acknowledging} would acknowledge)` }]
      : [];
  return [...of, ...alone];
}
