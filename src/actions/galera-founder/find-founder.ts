import type { GaleraPart } from '../../sql/galera/galera-state.ts';

/** A host of a Galera cluster as `galera_status` saw it. */
export interface GaleraServer {
  readonly name: string;
  /** `unknown`: nobody looked, or nobody could. */
  readonly part: GaleraPart | 'unknown';
  /** The cluster that it belongs or belonged to; empty for none. */
  readonly uuid: string;
  /** The number of its last write set; nothing when only a recovery can tell. */
  readonly position: bigint | undefined;
  /** It was the last that was shut down in good order. */
  readonly safe: boolean;
  /** Databases besides the server's own on its disk. */
  readonly databases: number;
  /** An arbitrator runs here. */
  readonly arbitrates: boolean;
}

export type FounderFound =
  /** A primary component is there: whoever is missing joins it. */
  | { readonly next: 'join'; readonly why: string }
  /** All were seen, and nobody is a member: they are to be stopped, and asked how far they got. */
  | { readonly next: 'recover'; readonly why: string }
  /** All are down, and nobody has more than this one. */
  | { readonly next: 'found'; readonly founder: string; readonly why: string }
  | { readonly refused: string };

/**
 * Who may begin a cluster, if anybody: only when every single peer was seen and none is a member, because whoever is not seen may be
 * a member of one that lives. Of those that hold data the one that got furthest. Pure.
 *
 * @param servers all of the cluster, in the inventory's order
 * @param arbitrators hosts that vote and hold no data
 */
export function findFounder(servers: readonly GaleraServer[], arbitrators: readonly GaleraServer[]): FounderFound {
  const members = servers.filter(({ part }) => part === 'member' || part === 'joining');
  const foreign = strangers(servers, members);
  if (foreign !== undefined) return { refused: foreign };
  if (members.length > 0) return { next: 'join', why: `${named(members)}: a cluster runs` };
  const unseen = [...servers, ...arbitrators].filter(({ part }) => part === 'unknown');
  if (unseen.length > 0)
    return {
      refused: `${named(unseen)} could not be asked, and may be a member of a cluster that lives: nothing is founded without it; bring it back`,
    };
  const silent = servers.filter(({ part }) => part === 'silent');
  if (silent.length > 0)
    return {
      refused: `on ${named(silent)} a server lives and does not answer: it may be a member; stop it, or wait for it`,
    };
  const up = servers.filter(({ part }) => part !== 'down' && part !== 'absent');
  const voting = arbitrators.filter(({ arbitrates }) => arbitrates);
  if (up.length > 0 || voting.length > 0)
    return { next: 'recover', why: `all were seen, and nobody is a member of a cluster` };
  const holders = servers.filter(({ uuid, databases }) => uuid !== '' || databases > 0);
  if (holders.some(({ uuid, position }) => uuid !== '' && position === undefined))
    return { next: 'recover', why: 'all are down, and it is not known how far they got' };
  return furthest(servers, holders);
}

/** Whose data would be lost by joining: it comes from no cluster, or from another one. */
function strangers(servers: readonly GaleraServer[], members: readonly GaleraServer[]): string | undefined {
  const of = members.length > 0 ? members : servers;
  const uuids = [...new Set(of.map(({ uuid }) => uuid).filter((uuid) => uuid !== ''))];
  if (uuids.length > 1)
    return `${named(of)} belong to ${uuids.length} different clusters: what is to be kept is not for this program to guess`;
  const [uuid] = uuids;
  const holders = servers.filter(({ databases }) => databases > 0);
  const others = holders.filter((server) => server.uuid !== (uuid ?? ''));
  if (uuid !== undefined && others.length > 0)
    return `${named(others)} hold data of their own, which joining would delete: move it away first`;
  if (uuid === undefined && holders.length > 1)
    return `${named(holders)} hold data, and none is of a cluster: what is to be kept is not for this program to guess`;
  return undefined;
}

function furthest(servers: readonly GaleraServer[], holders: readonly GaleraServer[]): FounderFound {
  const [first, ...others] = holders;
  if (first === undefined) {
    const [founder] = servers;
    if (founder === undefined) return { refused: 'there is no server' };
    return { next: 'found', founder: founder.name, why: 'nobody holds data, and the inventory names it first' };
  }
  const best = others.reduce((so, each) => (isBetter(each, so) ? each : so), first);
  const why =
    best.position === undefined
      ? 'it alone holds data'
      : `it got furthest: ${holders.map(({ name, position }) => `${name} ${position ?? '?'}`).join(', ')}`;
  return { next: 'found', founder: best.name, why };
}

/** Of equals the one that was shut down last. */
function isBetter(one: GaleraServer, other: GaleraServer): boolean {
  const [a, b] = [one.position ?? -1n, other.position ?? -1n];
  return a === b ? one.safe && !other.safe : a > b;
}

function named(servers: readonly GaleraServer[]): string {
  return servers.map(({ name }) => name).join(', ');
}
