import type { Secret } from '../secret.ts';

/** What operations need that no server tells: from the inventory. */
export interface ReplicationSettings {
  /** The account by which replicas fetch. */
  readonly user: string;
  readonly password: Secret;
}
