import type { Cost } from './measure.ts';
import type { Phase } from './tool.ts';

/** All that `--json` writes. */
export interface BenchResults {
  /** ISO 8601 */
  readonly started: string;
  readonly finished: string;
  readonly machine: Machine;
  /** Tool → version. */
  readonly versions: Readonly<Record<string, string>>;
  /** Tools that were not here. */
  readonly missing: readonly string[];
  /** Tasks in the workload. */
  readonly tasks: number;
  readonly results: readonly BenchResult[];
}

export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly memory_mb: number;
  readonly system: string;
  readonly node: string;
}

/** Medians of one tool, phase, number of hosts and added latency, and the runs that they come from. */
export interface BenchResult extends Sample {
  readonly tool: string;
  readonly phase: Phase;
  readonly hosts: number;
  /** Added to every round trip. */
  readonly latency_ms: number;
  readonly rounds: number;
  readonly raw: readonly Sample[];
}

export interface Sample extends Cost {
  /** The most that one host took, as far as the tool tells. */
  readonly round_trips: number | null;
}
