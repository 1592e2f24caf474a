/** A server of a cluster as `mysql_status` saw it. */
export interface ClusterServer {
  /** The inventory's name, and the address by which replicas follow it. */
  readonly name: string;
  readonly address: string;
  /** `unknown`: nobody looked, or nobody could. */
  readonly part: 'writer' | 'open' | 'replica' | 'idle' | 'down' | 'absent' | 'unknown';
  /** Whom it follows; empty for nobody. */
  readonly source: string;
  /** It holds tables of users, or has written to its binary log. */
  readonly used: boolean;
}

/** `fresh`: nobody has ever written. `followed`: it has replicas already. */
export type WriterFound =
  | { readonly writer: ClusterServer; readonly why: string; readonly fresh: boolean; readonly followed: boolean }
  /** Nobody is chosen, because it could be wrong. */
  | { readonly refused: string };

/**
 * Whose part it is to accept writes, by what the servers themselves say: what the inventory says counts only where nobody has written yet,
 * so that no switchover or failover is ever turned back.
 *
 * @param preferred name of the server that is the first writer of a new cluster
 */
export function findWriter(servers: readonly ClusterServer[], preferred: string): WriterFound {
  const open = servers.filter(({ part }) => part === 'writer' || part === 'open');
  const writers = servers.filter(({ part }) => part === 'writer');
  // A new server accepts writes until it is configured; one that was never used is no rival.
  const rivals = open.filter(({ part, used }) => part === 'writer' || used);
  if (rivals.length > 1)
    return { refused: `${named(rivals)} accept writes; only one may: find out which, and make the others read-only` };
  const [writer] = writers;
  if (writer !== undefined)
    return { writer, why: 'it accepts writes, and replicas follow it', fresh: false, followed: true };
  const blind = servers.filter(({ part }) => part === 'unknown' || part === 'down');
  if (blind.length > 0)
    return {
      refused: `no server is known to accept writes, and ${named(blind)} could not be asked: it might; bring it back, or see "rackwright mysql status"`,
    };
  const followed = new Set(servers.map(({ source }) => source).filter((source) => source !== ''));
  return followed.size > 0 ? byReplicas(servers, [...followed]) : byData(servers, preferred);
}

/** All replicas agree on a server that has no source of its own: it was the writer until it was started again. */
function byReplicas(servers: readonly ClusterServer[], followed: readonly string[]): WriterFound {
  const [source] = followed;
  const writer = servers.find(({ address, name }) => address === source || name === source);
  if (followed.length > 1 || writer === undefined || writer.source !== '')
    return {
      refused: `no server accepts writes, and the replicas follow ${followed.join(' and ')}: see "rackwright mysql status", then "rackwright mysql failover"`,
    };
  return { writer, why: 'all replicas follow it', fresh: false, followed: true };
}

function byData(servers: readonly ClusterServer[], preferred: string): WriterFound {
  const used = servers.filter((server) => server.used);
  if (used.length > 1)
    return {
      refused: `${named(used)} hold data, and none follows another: what is to be kept is not for this program to guess`,
    };
  const writer = used[0] ?? servers.find(({ name }) => name === preferred);
  if (writer === undefined) return { refused: `${preferred} is no server of this cluster` };
  const why = writer.used ? 'it alone holds data' : 'the inventory names it first';
  return { writer, why, fresh: !writer.used, followed: false };
}

function named(servers: readonly ClusterServer[]): string {
  return servers.map(({ name }) => name).join(', ');
}
