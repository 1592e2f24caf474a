/** What one server says of itself and of its replication, in words that both dialects share. */
export interface NodeState {
  readonly version: string;
  /** By which its own transactions are told apart: `server_id` of MariaDB, `server_uuid` of MySQL. */
  readonly id: string;
  /** Whether users without special rights may write. */
  readonly writable: boolean;
  /** All that it has done: a position of its dialect. */
  readonly done: string;
  /** All that it has done, or has received and will do. */
  readonly received: string;
  /** Who has written what to its binary log; only the dialect reads it. */
  readonly history: string;
  readonly source: SourceState | undefined;
  /** The file with the authorities that it trusts (`ssl_ca`); empty without. */
  readonly authority: string;
  readonly semiSync: SemiSyncState;
  /** Replicas that fetch from it now. */
  readonly replicas: number;
}

/** How a replica follows its source. */
export interface SourceState {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Whether it is connected to its source, and not just trying to be. */
  readonly receiving: boolean;
  readonly applying: boolean;
  /** Seconds; nothing when the server cannot tell. */
  readonly lag: number | undefined;
  /** Changes while it hears from its source, if only that there is nothing new. */
  readonly heard: string;
  /** Seconds between two signs of life of a source that has nothing new. */
  readonly heartbeat: number;
  /** Why it does not receive, or apply, in the server's words. */
  readonly errors: readonly string[];
  readonly tls: { readonly authority: string; readonly verified: boolean } | undefined;
}

export interface SemiSyncState {
  /** Commits of this cluster are meant to wait for a replica: it is switched on, for a source or for a replica. */
  readonly wanted: boolean;
  /** As a source: commits wait for a replica now. It gives that up after its time. */
  readonly waits: boolean;
  /** How many replicas acknowledge to it. */
  readonly acknowledging: number;
  /** As a replica: it acknowledges to its source. */
  readonly acknowledges: boolean;
}
