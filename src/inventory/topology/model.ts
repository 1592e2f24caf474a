import type { Span } from '../../diagnostics/span.ts';

/** Who talks to whom. Names of groups and zones are resolved; addresses are as the inventory has them. */
export interface Topology {
  readonly services: readonly TopologyService[];
}

export interface TopologyService {
  readonly name: string;
  /** The groups or hosts that offer it, as written. */
  readonly on: readonly string[];
  /** Names of the hosts that offer it, in the inventory's order. */
  readonly hosts: readonly string[];
  readonly proto: readonly string[];
  /** `443`, `"8000:8010"`, `ssh`. Empty for a protocol without ports. */
  readonly ports: readonly (number | string)[];
  /** Nothing means everybody. */
  readonly from: readonly Caller[] | undefined;
  readonly tls: TlsMode;
  /** The service that requests are handed on to. */
  readonly to: string | undefined;
  /** Names by which clients call it, besides those of its hosts. */
  readonly names: readonly string[];
  readonly limit: string | undefined;
  /** Where it was written; nothing when a template or `-e` made it. */
  readonly span: Span | undefined;
}

/** Who may use a service: hosts of the inventory, or addresses outside of it. */
export interface Caller {
  /** A group, a host, a zone or an address, as written. */
  readonly name: string;
  readonly hosts: readonly string[];
  /** Addresses and networks, for what is no host of the inventory. */
  readonly networks: readonly string[];
}

/** How TLS travels on connections to a service. */
export type TlsMode = (typeof tlsModes)[number];

export const tlsModes = ['none', 'terminate', 're-encrypt', 'mutual', 'pass-through'] as const;
