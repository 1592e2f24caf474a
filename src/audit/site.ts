import type { Span } from '../diagnostics/span.ts';
import type { TopologyService } from '../inventory/topology/model.ts';

/** What the audit knows of a site: plain data from the inventory and its topology. */
export interface Site {
  readonly services: readonly TopologyService[];
  readonly hosts: readonly SiteHost[];
  /** As shown to people: `inventory/group_vars/all.yml:5:7`. */
  place(span: Span | undefined): string | undefined;
}

export interface SiteHost {
  readonly name: string;
  readonly addresses: readonly string[];
  /** What it shares with others and may be lost with: `rack`, `switch`, `pdu`, … by the names of the variables. */
  readonly fates: Readonly<Record<string, string>>;
}

/** Variables of hosts that name what they share with others. */
export const fateNames = ['rack', 'row', 'room', 'site', 'switch', 'pdu', 'hypervisor', 'storage', 'gateway'] as const;
