import type { ReplicationSource } from '../sql/replication-source.ts';
import { ask } from './ask.ts';
import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import type { SourceState } from './node.ts';
import type { Answering } from './read-members.ts';
import type { ReplicationSettings } from './settings.ts';

/**
 * Makes a server a replica of another one: it refuses writes first, and goes on from what it has done.
 * @param from `written` for a server that was the primary, whose own transactions the new source has
 * @throws HostError as {@link ask} does
 */
export async function follow(
  replica: Member,
  source: Member,
  how: {
    readonly dialect: ClusterDialect;
    readonly settings: ReplicationSettings;
    readonly custom: Custom;
    readonly from: ReplicationSource['from'];
  },
): Promise<void> {
  const { sql } = how.dialect;
  const { user, password } = how.settings;
  const { names, tls, semiSync } = how.custom;
  const host = names ? source.name : source.address;
  const change = sql.replication.follow({
    host,
    port: source.port,
    user,
    password,
    ...(tls && { tls: { ...(tls.authority !== '' && { ca: tls.authority }), verify: tls.verified } }),
    heartbeat: 2,
    connectRetry: 1,
    from: how.from,
  });
  // A replica that waited for acknowledgements would apply nothing for as long as it waits: nobody gives any.
  const dontWait = semiSync ? [`SET GLOBAL ${sql.semiSync.sourceEnabled} = OFF`] : [];
  await ask(
    replica,
    how.dialect,
    [...refuseWrites(how.dialect), ...dontWait, sql.replication.stop, change, sql.replication.start],
    patienceMs,
  );
}

/** How replicas of this cluster call their source, and how the line to it is protected. */
export interface Custom {
  readonly names: boolean;
  readonly tls: SourceState['tls'];
  readonly semiSync: boolean;
}

/**
 * What the replicas do today, they shall go on doing. Where there is none to learn from, because two servers are all there are, lines are
 * protected if a server knows by whose word.
 */
export function customOf(answering: readonly Answering[], members: readonly Member[]): Custom {
  const sources = answering.flatMap(({ state }) => state.source ?? []);
  return {
    names: sources.some(({ host }) => members.some(({ name, address }) => name === host && address !== host)),
    tls: sources.length === 0 ? ownTls(answering) : sources.find(({ tls }) => tls !== undefined)?.tls,
    semiSync: answering.some(({ state }) => state.semiSync.wanted),
  };
}

function ownTls(answering: readonly Answering[]): SourceState['tls'] {
  const authority = answering.map(({ state }) => state.authority).find((file) => file !== '');
  return authority === undefined ? undefined : { authority, verified: true };
}

export function refuseWrites({ sql }: ClusterDialect): readonly string[] {
  return sql.readOnly.map((name) => `SET GLOBAL ${name} = ON`);
}

/** In the order that the server wants: what depends on another is taken back first. */
export function acceptWrites({ sql }: ClusterDialect): readonly string[] {
  return [...sql.readOnly].reverse().map((name) => `SET GLOBAL ${name} = OFF`);
}

/** What is applied at the moment must end first. */
const patienceMs = 30_000;
