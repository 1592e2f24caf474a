/**
 * A position of MariaDB: for each replication domain, which server wrote the last transaction, and its number. The same form
 * holds a state of a binary log, where a domain has one entry for each server that has ever written to it.
 * Source: https://mariadb.com/kb/en/gtid/
 */
export type GtidList = readonly Gtid[];

export interface Gtid {
  readonly domain: number;
  readonly server: number;
  readonly sequence: bigint;
}

/** @throws RangeError when a server says something else than `0-1-7,1-2-9` */
export function parseGtidList(text: string): GtidList {
  if (text.trim() === '') return [];
  return text.split(',').map((part) => {
    const [, domain, server, sequence] = /^\s*(\d{1,10})-(\d{1,10})-(\d{1,20})\s*$/.exec(part) ?? [];
    if (domain === undefined || server === undefined || sequence === undefined)
      throw new RangeError(`no GTID of MariaDB: ${JSON.stringify(part.slice(0, 60))}`);
    return { domain: Number(domain), server: Number(server), sequence: BigInt(sequence) };
  });
}

export function showGtidList(list: GtidList): string {
  return list.map(({ domain, server, sequence }) => `${domain}-${server}-${sequence}`).join(',');
}

/** How far one position is, seen from the other. `diverged`: each has what the other does not have, as far as positions tell. */
export type Order = 'equal' | 'ahead' | 'behind' | 'diverged';

export function compareGtidLists(one: GtidList, other: GtidList): Order {
  const domains = new Set([...one, ...other].map(({ domain }) => domain));
  const orders = new Set([...domains].map((domain) => compareDomain(last(one, domain), last(other, domain))));
  orders.delete('equal');
  if (orders.size === 0) return 'equal';
  const [only] = orders;
  return orders.size === 1 && only !== undefined ? only : 'diverged';
}

/** The highest entry of a domain: in a position it is the only one. */
export function last(list: GtidList, domain: number): Gtid | undefined {
  return list
    .filter((each) => each.domain === domain)
    .reduce<Gtid | undefined>(
      (high, each) => (high === undefined || each.sequence > high.sequence ? each : high),
      undefined,
    );
}

function compareDomain(one: Gtid | undefined, other: Gtid | undefined): Order {
  if (one === undefined || other === undefined) return one === other ? 'equal' : one === undefined ? 'behind' : 'ahead';
  if (one.sequence === other.sequence) return one.server === other.server ? 'equal' : 'diverged';
  return one.sequence > other.sequence ? 'ahead' : 'behind';
}
