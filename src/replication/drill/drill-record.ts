/** What is kept of a drill that succeeded. Others read it: its shape stays (docs/mysql-operations.md). */
export interface DrillRecord {
  /** When it began: RFC 3339, UTC. */
  readonly at: string;
  /** All servers of the cluster, by their names in the inventory. */
  readonly hosts: readonly string[];
  /** Who was the primary, before and behind it. */
  readonly primary: string;
  readonly standIn: string;
  /** Milliseconds in which nobody accepted writes. */
  readonly thereMs: number;
  readonly backMs: number;
}
