import type { Secret } from '../secret.ts';

/** Whom a replica follows. */
export interface ReplicationSource {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret;
  /** Nothing means that the connection is not encrypted. */
  readonly tls?: {
    /** File of certificates on the replica; without it any certificate is taken. */
    readonly ca?: string;
    /** The certificate must be for `host`. */
    readonly verify: boolean;
  };
  /** Seconds. */
  readonly heartbeat: number;
  readonly connectRetry: number;
  /**
   * Where it goes on: `applied` from what replication has applied; `written` also from what it wrote itself while it was the primary,
   * which a new primary must have received.
   */
  readonly from: 'applied' | 'written';
}
