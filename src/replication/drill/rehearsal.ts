/** What came of a drill that succeeded. */
export interface Rehearsal {
  /** When it began: RFC 3339, UTC. */
  readonly at: string;
  /** Who was the primary, before and behind it. */
  readonly primary: string;
  readonly standIn: string;
  /** Milliseconds in which nobody accepted writes. */
  readonly thereMs: number;
  readonly backMs: number;
}
