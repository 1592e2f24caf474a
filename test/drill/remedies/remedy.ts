import type { Site } from '../../support/site.ts';

/** Something that hurts, how it comes about on lab hosts, and how it goes away. */
export interface Remedy {
  /** Findings that are there before, and not after: `T1b host lb1`, or with the severity that goes away, `MEDIUM T2b service mysql, failover`. */
  readonly findings: readonly string[];
  /** What is found in their place afterwards: `INFO T2b service mysql, failover`. */
  readonly leaves?: readonly string[];
  /** Hosts that `audit --live` looks at; a pattern. */
  readonly hosts: string;
  /** Words that say of the bad design what the inventory does not: `-e edge_tls=none`. */
  readonly bad?: readonly string[];
  /** Makes it bad. */
  spoil(site: Site): Promise<void>;
  /** What the finding says to do. */
  apply(site: Site): Promise<void>;
  /** Whether it can be seen on hosts, past Rackwright; nothing where the audit's own look at them is all there is. */
  readonly sign?: Sign;
}

export interface Sign {
  /** `a client's header in the clear, on the wire of web1` */
  readonly what: string;
  seen(site: Site): Promise<boolean>;
}
