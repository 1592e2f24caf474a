/** What one host says of its part in a Galera cluster. */
export interface GaleraState {
  readonly part: GaleraPart;
  /** Of the server; empty when it does not answer. */
  readonly version: string;
  /** The cluster that it belongs or belonged to; empty for none. */
  readonly uuid: string;
  /** The number of its last write set; nothing when only a recovery could tell. */
  readonly position: bigint | undefined;
  /** It was the last that was shut down in good order. */
  readonly safe: boolean;
  /** How many members, arbitrators included, it sees; 0 when it does not answer. */
  readonly size: number;
  /** `Synced`, `Donor/Desynced`, …, in the server's words. */
  readonly comment: string;
  /** How many databases besides the server's own there are on the disk. */
  readonly databases: number;
  /** Its configuration was changed after it started. */
  readonly outdated: boolean;
  /** An arbitrator is installed here. */
  readonly arbitrator: boolean;
  /** It runs. */
  readonly arbitrates: boolean;
}

/**
 * - `member`: of the primary component, and it has caught up
 * - `joining`: of the primary component, and it has not, or it gives its data to another
 * - `stranded`: without quorum; it refuses reads and writes
 * - `starting`: its process lives and accepts nobody yet
 * - `silent`: its process lives and does not answer: nothing can be said of it
 * - `alone`: it answers, and belongs to no cluster
 * - `down`: no process lives
 * - `absent`: there is no server
 */
export type GaleraPart = 'member' | 'joining' | 'stranded' | 'starting' | 'silent' | 'alone' | 'down' | 'absent';
