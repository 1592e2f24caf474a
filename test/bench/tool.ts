import type { BenchSite } from './bench-host.ts';

/**
 * `fresh`: nothing of the workload holds. `converged`: all of it does. `plan`: the same, in check mode. `damaged`: one
 * file on every host differs.
 */
export type Phase = 'fresh' | 'converged' | 'plan' | 'damaged';

export const phases: readonly Phase[] = ['fresh', 'converged', 'plan', 'damaged'];

/** CONTRACT of a tool under test. */
export interface Tool {
  readonly name: string;
  /** Its version on this machine, or nothing when it is not here. */
  version(): Promise<string | undefined>;
  /** Debian packages that bring it to this machine. */
  readonly packages: readonly string[];
  /** Phases that it does not know are left out. */
  readonly phases: readonly Phase[];
  /** A product of others, which takes so long that it gets fewer rounds, and needs Python on the hosts. */
  readonly peer: boolean;
  /** Writes the workload in its own form into the site's directory. Not measured. */
  prepare(site: BenchSite): Promise<void>;
  /** What is measured. */
  job(phase: Phase, site: BenchSite): ToolJob;
  /** What it says that it did. Called only after it ended with 0. */
  account(output: string, phase: Phase): Account;
}

export interface ToolJob {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface Account {
  /** Tasks that changed (or would change) something, on all hosts together. */
  readonly changes: number;
  /** The most that one host took; `null` when the tool does not tell. */
  readonly roundTrips: number | null;
}
