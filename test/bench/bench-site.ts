import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchSite } from './bench-host.ts';
import type { BenchOptions } from './options.ts';
import type { BenchResult, Sample } from './results.ts';
import { rotated } from './rotated.ts';
import { runTool } from './run-tool.ts';
import type { Ground } from './run-tool.ts';
import { summarize } from './summarize.ts';
import type { Phase, Tool } from './tool.ts';

/** One number of hosts at one latency. */
export interface Place {
  readonly ground: Ground;
  /** The hosts as tools reach them. */
  readonly reach: Omit<BenchSite, 'directory'>;
  readonly latency: number;
  /** Each tool gets one of its own below it. */
  readonly directory: string;
  readonly say: (message: string) => void;
}

type Rounds = Pick<BenchOptions, 'phases' | 'rounds' | 'peerRounds'>;

/** Tools take turns in rounds, each time another one first, so that what slows the machine down meets all of them. */
export async function benchSite(
  tools: readonly Tool[],
  place: Place,
  options: Rounds,
): Promise<readonly BenchResult[]> {
  const hosts = place.reach.hosts.length;
  const sites = new Map<Tool, BenchSite>();
  for (const tool of tools) sites.set(tool, await prepared(tool, place));
  const samples = new Map<string, { readonly tool: string; readonly phase: Phase; readonly raw: Sample[] }>();
  for (let round = 0; round < options.rounds; round += 1) {
    const taking = [...sites].filter(([tool]) => round < roundsOf(tool, hosts, options));
    for (const [tool, site] of rotated(taking, round)) {
      await runTool(tool, site, options.phases, place.ground, (phase, sample) => {
        const key = `${tool.name} ${phase}`;
        const entry = samples.get(key) ?? { tool: tool.name, phase, raw: [] };
        entry.raw.push(sample);
        samples.set(key, entry);
        place.say(progress(place, round, key, sample));
      });
    }
  }
  return [...samples.values()].map(({ tool, phase, raw }) =>
    summarize({ tool, phase, hosts, latency_ms: place.latency }, raw),
  );
}

async function prepared(tool: Tool, { reach, directory }: Place): Promise<BenchSite> {
  const site = { ...reach, directory: join(directory, tool.name) };
  await rm(site.directory, { recursive: true, force: true });
  await mkdir(site.directory, { recursive: true });
  await tool.prepare(site);
  return site;
}

function roundsOf(tool: Tool, hosts: number, { rounds, peerRounds }: Rounds): number {
  if (!tool.peer) return rounds;
  return peerRounds ?? (hosts === 1 ? rounds : 1);
}

function progress({ reach, latency }: Place, round: number, what: string, sample: Sample): string {
  const hosts = reach.hosts.length === 1 ? '1 host' : `${reach.hosts.length} hosts`;
  const longer = latency === 0 ? '' : ` + ${latency} ms`;
  return `${hosts}${longer}, round ${round + 1}, ${what}: ${(sample.wall_ms / 1000).toFixed(2)} s`;
}
