import { median } from './median.ts';
import type { BenchResult, Sample } from './results.ts';

/** Makes medians, each column for itself. */
export function summarize(
  what: Pick<BenchResult, 'tool' | 'phase' | 'hosts' | 'latency_ms'>,
  raw: readonly Sample[],
): BenchResult {
  const middle = (key: Exclude<keyof Sample, 'round_trips'>): number =>
    Math.round(median(raw.map((each) => each[key])));
  const trips = raw.flatMap((each) => (each.round_trips === null ? [] : [each.round_trips]));
  return {
    ...what,
    wall_ms: middle('wall_ms'),
    controller_cpu_ms: middle('controller_cpu_ms'),
    controller_peak_kb: middle('controller_peak_kb'),
    host_cpu_ms: middle('host_cpu_ms'),
    bytes: middle('bytes'),
    round_trips: trips.length === 0 ? null : median(trips),
    rounds: raw.length,
    raw,
  };
}
