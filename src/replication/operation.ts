import type { ClusterDialect } from './cluster-dialect.ts';
import type { Member } from './member.ts';
import type { ReplicationSettings } from './settings.ts';

/** What every operation on a cluster is given. */
export interface Operation {
  readonly members: readonly Member[];
  readonly dialect: ClusterDialect;
  readonly settings: ReplicationSettings;
  /** Told of each thing that was done, for people. */
  readonly say: (message: string) => void;
  /** Waits; rejects when the operation is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since some fixed moment. */
  readonly now: () => number;
}

/** The operation was not begun, or was undone: nothing is as it should not be. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reasons: readonly string[];
  readonly hint: string | undefined;

  constructor(reasons: readonly string[], hint?: string) {
    super(reasons.join('; '));
    this.reasons = reasons;
    this.hint = hint;
  }
}
