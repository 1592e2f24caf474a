import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchLab } from './bench-lab.ts';
import type { BenchSite } from './bench-host.ts';
import type { BenchOptions } from './options.ts';
import type { BenchResult, Sample } from './results.ts';
import { rotated } from './rotated.ts';
import { runTool } from './run-tool.ts';
import type { Ground } from './run-tool.ts';
import { summarize } from './summarize.ts';
import type { Phase, Tool } from './tool.ts';

/** What the benchmark stands on. */
export interface BenchContext {
  readonly lab: BenchLab;
  readonly directory: string;
  readonly asRoot: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
}

/** Runs all tools with all numbers of hosts and latencies. The hosts are left for the caller to remove. */
export async function bench(
  tools: readonly Tool[],
  options: BenchOptions,
  context: BenchContext,
): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const count of options.hosts) {
    context.say(`${count} hosts: bringing them up`);
    const { site, counters } = await context.lab.up(count, context.signal);
    const ground = { direct: site, counters, asRoot: context.asRoot, signal: context.signal };
    for (const latency of options.latencies) {
      results.push(...(await benchSite(tools, ground, { count, latency }, options, context)));
    }
  }
  return results;
}

async function benchSite(
  tools: readonly Tool[],
  ground: Ground,
  where: { readonly count: number; readonly latency: number },
  options: BenchOptions,
  context: BenchContext,
): Promise<readonly BenchResult[]> {
  const sites = new Map<Tool, BenchSite>();
  for (const tool of tools) {
    const directory = join(context.directory, tool.name);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const site = { ...ground.direct, directory };
    await tool.prepare(site);
    sites.set(tool, site);
  }
  const samples = new Map<string, { tool: string; phase: Phase; raw: Sample[] }>();
  for (let round = 0; round < options.rounds; round += 1) {
    const taking = tools.filter((tool) => round < roundsOf(tool, where.count, options));
    for (const tool of rotated(taking, round)) {
      const site = sites.get(tool);
      if (site === undefined) continue;
      await runTool(tool, site, options.phases, ground, (phase, sample) => {
        const key = `${tool.name} ${phase}`;
        const entry = samples.get(key) ?? { tool: tool.name, phase, raw: [] };
        entry.raw.push(sample);
        samples.set(key, entry);
        const at = where.latency === 0 ? '' : ` +${where.latency} ms`;
        context.say(`${where.count} hosts${at}, round ${round + 1}, ${key}: ${(sample.wall_ms / 1000).toFixed(2)} s`);
      });
    }
  }
  return [...samples.values()].map(({ tool, phase, raw }) =>
    summarize({ tool, phase, hosts: where.count, latency_ms: where.latency }, raw),
  );
}

function roundsOf(tool: Tool, hosts: number, options: BenchOptions): number {
  if (!tool.peer) return options.rounds;
  return options.peerRounds ?? (hosts === 1 ? options.rounds : 1);
}
