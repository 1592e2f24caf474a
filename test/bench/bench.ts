import { join } from 'node:path';
import type { BenchLab } from './bench-lab.ts';
import { benchSite } from './bench-site.ts';
import { onHosts } from './on-hosts.ts';
import type { BenchOptions } from './options.ts';
import { pythonScript } from './python-script.ts';
import { openRelays } from './relay/open-relays.ts';
import type { BenchResult } from './results.ts';
import type { Ground } from './run-tool.ts';
import type { Tool } from './tool.ts';

/** What the benchmark stands on. */
export interface BenchContext {
  readonly lab: BenchLab;
  readonly directory: string;
  readonly asRoot: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
}

/**
 * Runs all tools with all numbers of hosts and latencies, and gives the results of each place as soon as they are there.
 * The hosts are left for the caller to remove.
 */
export async function* bench(
  tools: readonly Tool[],
  options: BenchOptions,
  context: BenchContext,
): AsyncGenerator<readonly BenchResult[], void> {
  const { lab, signal, say } = context;
  for (const count of options.hosts) {
    say(`bringing up ${count === 1 ? '1 host' : `${count} hosts`}`);
    const { site, counters } = await lab.up(count, signal);
    if (tools.some((tool) => tool.peer)) {
      say('installing Python there for the peers');
      await onHosts(site, pythonScript(), signal);
    }
    const ground: Ground = { direct: site, counters, asRoot: context.asRoot, signal };
    for (const latency of options.latencies) yield await atLatency(tools, ground, latency, options, context);
  }
}

async function atLatency(
  tools: readonly Tool[],
  ground: Ground,
  latency: number,
  options: BenchOptions,
  { directory, say }: BenchContext,
): Promise<readonly BenchResult[]> {
  if (latency === 0) return benchSite(tools, { ground, reach: ground.direct, latency, directory, say }, options);
  const relays = await openRelays(ground.direct, latency, join(directory, 'known_hosts'));
  try {
    return await benchSite(tools, { ground, reach: relays.site, latency, directory, say }, options);
  } finally {
    relays.close();
  }
}
