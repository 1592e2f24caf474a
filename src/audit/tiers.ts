import type { TopologyService } from '../inventory/topology/model.ts';
import type { Site } from './site.ts';

/** What a service is for, told from its name and ports. */
export type Tier = 'edge' | 'application' | 'database' | 'metrics' | 'administration' | 'overview' | 'other';

/** Nothing in a topology says what a service is; these are the names and ports that people give them. */
export function tierOf({ services }: Pick<Site, 'services'>, service: TopologyService): Tier {
  const has = (ports: readonly (number | string)[]): boolean => service.ports.some((port) => ports.includes(port));
  if (has(administrationPorts) || /(^|[-_])(ssh|ipmi|redfish|admin)([-_]|$)/i.test(service.name))
    return 'administration';
  // What people look at who run the site; clients do not miss it.
  if (/dashboard|grafana|kibana|alertmanager/i.test(service.name)) return 'overview';
  // Before databases: `mysqld-exporter` is none.
  if (has(metricsPorts) || /exporter|metrics|snmp|prometheus/i.test(service.name)) return 'metrics';
  if (has(databasePorts) || /mysql|mariadb|galera|postgres|redis|mongo/i.test(service.name)) return 'database';
  if (services.some(({ to }) => to === service.name)) return 'application';
  if (service.to !== undefined || has([80, 443])) return 'edge';
  return 'other';
}

/** Services of a tier that are reached over the network. */
export function inTier(site: Site, tier: Tier): readonly TopologyService[] {
  return site.services.filter((service) => tierOf(site, service) === tier);
}

/** sshd, telnet, BMCs, Docker, RDP, VNC, Proxmox, kubelets, Webmin. */
const administrationPorts = ['ssh', 22, 23, 623, 2375, 2376, 3389, 5900, 8006, 10250, 10000];
const databasePorts = [3306, 33060, 5432, 6379, 9200, 11211, 2379, 27017, 4444, 4567, 4568];
const metricsPorts = [9100, 9104, 9113, 9115, 9116, 3903, 8405, 9090, 9093, 161];
