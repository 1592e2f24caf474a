import type { Span } from '../diagnostics/span.ts';
import type { TopologyService } from '../inventory/topology/model.ts';
import type { HostEvidence } from './evidence/host-evidence.ts';

/** What the audit knows of a site: plain data from the inventory and its topology. */
export interface Site {
  readonly services: readonly TopologyService[];
  readonly hosts: readonly SiteHost[];
  /** By the host's name; of hosts that are not in it nothing is known besides. */
  readonly evidence: ReadonlyMap<string, HostEvidence>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** As shown to people: `inventory/group_vars/all.yml:5:7`. */
  place(span: Span | undefined): string | undefined;
}

export interface SiteHost {
  readonly name: string;
  readonly addresses: readonly string[];
  /** What it shares with others and may be lost with: `rack`, `switch`, `pdu`, … by the names of the variables. */
  readonly fates: Readonly<Partial<Record<FateName, string>>>;
  readonly settings: HostSettings;
}

/** What variables of our roles say, where the inventory sets them, and losses depend on. */
export interface HostSettings {
  /** `mysql_primary` */
  readonly primary?: string;
  /** `mysql_durability` */
  readonly durability?: string;
  /** `mysql_backup_host` */
  readonly backup?: string;
  /** `prometheus_web_capacity`: requests a second that each web server can answer, by its name. */
  readonly capacity?: Readonly<Record<string, number>>;
  /** `audit_peak_qps`: requests a second in the busiest minute. */
  readonly peak?: number;
  /** `ansible_port` */
  readonly port?: number;
  /** `ansible_connection` */
  readonly connection?: string;
  /** Whether somebody outside of the site misses the sign of life (`alertmanager_deadman_url`). */
  readonly deadMan: boolean;
}

/** Variables of hosts that name what they share with others. */
export const fateNames = [
  'rack',
  'row',
  'room',
  'site',
  'network',
  'switch',
  'pdu',
  'hypervisor',
  'storage',
  'gateway',
] as const;

export type FateName = (typeof fateNames)[number];
