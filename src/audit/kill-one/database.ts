import type { TopologyService } from '../../inventory/topology/model.ts';
import type { Site, SiteHost } from '../site.ts';
import { inTier } from '../tiers.ts';

/** A cluster of database servers as far as the inventory tells of it. */
export interface Database {
  readonly service: TopologyService;
  readonly members: readonly string[];
  /**
   * `replicas`: one accepts writes and the others follow it. `group`: a majority of them agrees on each write. `unknown`: nothing tells what
   * they do with each other.
   */
  readonly kind: 'replicas' | 'group' | 'unknown';
  /** Of a group: who has a vote, arbitrators without data included. */
  readonly voters: readonly string[];
  readonly writer: string;
  /** Whether a commit that no replica has waits for one, for as long as it takes. */
  readonly waits: boolean;
  readonly backup: string | undefined;
}

/** The databases that applications ask, not the ports by which their members agree. */
export function databasesOf(site: Site): readonly Database[] {
  const services = inTier(site, 'database').filter(({ hosts }) => hosts.length > 0);
  const agreeing = services.filter((service) => /galera/i.test(service.name) || votes(service));
  // By which members send each other whole copies.
  const inner = services.filter(({ ports }) => ports.length > 0 && ports.every((port) => memberPorts.has(port)));
  return services
    .filter((service) => !inner.includes(service))
    .map((service) => {
      const { hosts } = service;
      const { settings } = site.hosts.find(({ name }) => name === hosts[0]) ?? nobody;
      const circles = agreeing.filter((each) => hosts.every((host) => each.hosts.includes(host)));
      const mysql = /mysql|mariadb/i.test(service.name) || service.ports.includes(3306);
      const { primary, durability, backup } = settings;
      return {
        service,
        members: hosts,
        kind: circles.length > 0 ? 'group' : mysql || hosts.length === 1 ? 'replicas' : 'unknown',
        voters: [...new Set([...hosts, ...circles.filter(votes).flatMap((each) => each.hosts)])],
        // What the role `mysql` does when nothing is said: docs/mysql.md.
        writer: primary !== undefined && hosts.includes(primary) ? primary : (hosts[0] ?? ''),
        waits: durability !== 'available',
        backup,
      };
    });
}

/** Where members vote. Arbitrators have this port, too, and none of those by which data are copied. */
function votes({ ports }: TopologyService): boolean {
  return ports.includes(4567);
}

const memberPorts: ReadonlySet<number | string> = new Set([4444, 4567, 4568]);
const nobody: Pick<SiteHost, 'settings'> = { settings: { deadMan: false } };
