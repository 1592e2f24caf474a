import type { State } from '../audit/kill-one/outcome.ts';

/** What the loss of a host did. Nothing where nobody looked. */
export interface Measured {
  readonly host: string;
  readonly requests: State | undefined;
  readonly writes: State | undefined;
  readonly data: State | undefined;
  readonly alerts: State | undefined;
  /** Seconds from the loss to the last request that failed, and without any acknowledged write; to the alert, if there was one. */
  readonly seconds: Readonly<Record<'requests' | 'writes' | 'alerts', number | undefined>>;
  /** Writes whose success was told to the client, and those of them that no primary has. */
  readonly acknowledged: number;
  readonly missing: number;
  /** What the failover said, where one was needed. */
  readonly said: string;
}
