import { markdownTable } from './markdown-table.ts';
import type { BenchResult, BenchResults } from './results.ts';
import { phases } from './tool.ts';

/** All results as Markdown: where they come from, and a table for each number of hosts and latency. */
export function report(all: BenchResults): string {
  const places = new Map(all.results.map((each) => [`${each.hosts} ${each.latency_ms}`, each]));
  const sections = [...places.values()].map((place) => {
    const here = all.results.filter((each) => each.hosts === place.hosts && each.latency_ms === place.latency_ms);
    const latency = place.latency_ms === 0 ? '' : `, ${place.latency_ms} ms added to every round trip`;
    return `### ${place.hosts === 1 ? '1 host' : `${place.hosts} hosts`}${latency}\n\n${table(here, all.missing)}`;
  });
  return [head(all), ...sections].join('\n\n');
}

function head({ machine, versions, missing, started, finished, tasks }: BenchResults): string {
  const { processors, model, memory_mb, system, node } = machine;
  const absent = missing.map((name) => `- **${name}: not found here, so not measured**`);
  return [
    `Measured from ${minute(started)} to ${minute(finished)} with ${tasks} tasks on ${processors} processors (${model}), ${Math.round(memory_mb / 1024)} GiB, ${system}, Node ${node}.`,
    '',
    ...Object.entries(versions).map(([tool, version]) => `- ${tool}: ${version}`),
    ...absent,
  ].join('\n');
}

function minute(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

const columns = [
  ...['phase, tool', 'wall s', '÷ floor', '÷ rackwright', 'controller CPU s', 'peak MB'],
  ...['hosts CPU s', 'kB', 'round trips', 'rounds'],
];

function table(here: readonly BenchResult[], missing: readonly string[]): string {
  const rows = phases.flatMap((phase) => {
    const those = here.filter((each) => each.phase === phase);
    const wallOf = (tool: string): number | undefined => those.find((each) => each.tool === tool)?.wall_ms;
    const absent = those.length === 0 ? [] : missing.map((name) => [`${phase}, ${name}`, 'not found here']);
    return [...those.map((each) => row(each, wallOf('floor'), wallOf('rackwright'))), ...absent];
  });
  return markdownTable(columns, rows);
}

function row(each: BenchResult, floor: number | undefined, rackwright: number | undefined): readonly string[] {
  return [
    `${each.phase}, ${each.tool}`,
    seconds(each.wall_ms),
    each.tool === 'floor' ? '' : ratio(each.wall_ms, floor),
    each.tool === 'rackwright' ? '' : ratio(each.wall_ms, rackwright),
    seconds(each.controller_cpu_ms),
    String(Math.round(each.controller_peak_kb / 1024)),
    seconds(each.host_cpu_ms),
    (each.bytes / 1000).toFixed(0),
    each.round_trips === null ? '–' : String(each.round_trips),
    String(each.rounds),
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1);
}

/** How many times as long. */
function ratio(time: number, other: number | undefined): string {
  if (other === undefined || other === 0) return '–';
  return (time / other).toFixed(time / other < 10 ? 2 : 0);
}
