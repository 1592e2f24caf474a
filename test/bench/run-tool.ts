import type { BenchSite } from './bench-host.ts';
import type { Counters } from './counters.ts';
import { damageScript } from './damage-script.ts';
import { measure } from './measure.ts';
import { onHosts } from './on-hosts.ts';
import { resetScript } from './reset-script.ts';
import type { Sample } from './results.ts';
import type { Phase, Tool } from './tool.ts';
import { verifyHosts } from './verify-hosts.ts';

/** What all runs of one number of hosts share. */
export interface Ground {
  /** The hosts as the benchmark itself reaches them. */
  readonly direct: Omit<BenchSite, 'directory'>;
  readonly counters: Counters;
  readonly asRoot: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * One round of one tool: makes the hosts fresh and goes through the phases in order, checking after each writing one that
 * the hosts are as they should be. `done` is called after each measured phase.
 * @param site the hosts as the tool reaches them
 * @throws Error when the tool fails, or says that it changed something where nothing differed, or left a wrong state
 */
export async function runTool(
  tool: Tool,
  site: BenchSite,
  wanted: readonly Phase[],
  ground: Ground,
  done: (phase: Phase, sample: Sample) => void,
): Promise<void> {
  await onHosts(ground.direct, resetScript(), ground.signal);
  // Later phases need a converged host, also when the first run is not asked for.
  for (const phase of tool.phases) {
    if (phase !== 'fresh' && !wanted.includes(phase)) continue;
    if (phase === 'damaged') await onHosts(ground.direct, damageScript(), ground.signal);
    const sample = await runPhase(tool, phase, site, ground);
    if (phase !== 'plan') await verifyHosts(ground.direct, ground.signal);
    if (wanted.includes(phase)) done(phase, sample);
  }
}

async function runPhase(tool: Tool, phase: Phase, site: BenchSite, ground: Ground): Promise<Sample> {
  const job = { ...tool.job(phase, site), directory: site.directory };
  const { cost, exitCode, output } = await measure(job, ground.counters, ground);
  const fail = (what: string): never => {
    throw new Error(`${tool.name}, ${phase}: ${what}\n${job.argv.join(' ')}\n${output.slice(-4000)}`);
  };
  if (exitCode !== 0) fail(`ended with ${exitCode}`);
  const { changes, roundTrips } = tool.account(output, phase);
  const expected = { fresh: undefined, converged: 0, plan: 0, damaged: site.hosts.length }[phase];
  if (expected !== undefined && changes !== expected) fail(`says ${changes} changes instead of ${expected}`);
  return { ...cost, round_trips: roundTrips };
}
