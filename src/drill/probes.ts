import type { State } from '../audit/kill-one/outcome.ts';
import type { RequestWatch } from './watch-requests.ts';

/** CONTRACT of those who look while a host is away. What is missing is not looked at. */
export interface Probes {
  readonly requests?: RequestWatch;
  readonly writes?: WriteProbe;
  readonly alerts?: AlertProbe;
}

/** A client that writes all the time. */
export interface WriteProbe {
  /** Milliseconds of `performance.now()`, for each write that was acknowledged. */
  readonly acknowledged: readonly { readonly id: number; readonly at: number }[];
  stop(): Promise<void>;
  /** Makes another server the writer, and gives what was said. */
  failover(): Promise<string>;
  /** What the one server that accepts writes has of them. @throws Error when there is none, or more than one */
  kept(): Promise<ReadonlySet<string>>;
}

export interface AlertProbe {
  /** Waits until somebody is told of a host that was lost at that moment. @param lostAt milliseconds since 1970 */
  told(
    host: string,
    lostAt: number,
  ): Promise<{ readonly state: State | undefined; readonly seconds: number | undefined }>;
}
