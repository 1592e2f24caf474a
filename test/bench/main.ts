import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labAvailable } from '../../src/lab/available.ts';
import { rootAccess } from '../../src/lab/root-access.ts';
import { bench } from './bench.ts';
import { benchLab } from './bench-lab.ts';
import { chooseTools } from './choose-tools.ts';
import { thisMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { parseOptions, usage } from './options.ts';
import { report } from './report.ts';
import type { BenchResult, BenchResults } from './results.ts';
import { knownTools } from './tools/known-tools.ts';
import { taskCount } from './workload.ts';
import { writeReport } from './write-report.ts';

/** Installs Debian packages after a yes and gives those that are still missing: `scripts/system-packages.js`. */
type EnsurePackages = (names: readonly string[], options: { readonly yes: boolean }) => Promise<readonly string[]>;

/** Gives the exit code: 0 when all was measured, 1 when a tool failed or lied, 2 for wrong words, 130 when interrupted. */
export async function main(words: readonly string[], ensurePackages: EnsurePackages): Promise<number> {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!stop.signal.aborted) say(`${name}: ending what runs and removing the hosts`);
      stop.abort(new Error(`interrupted by ${name}`));
    });
  }
  try {
    const options = parseOptions(words);
    if (options.help) process.stdout.write(usage);
    else if (options.report !== undefined) await writeReport(options.report);
    else await measureAll(options, ensurePackages, stop.signal);
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return stop.signal.aborted ? 130 : 1;
  }
}

async function measureAll(options: BenchOptions, ensurePackages: EnsurePackages, signal: AbortSignal): Promise<void> {
  const started = new Date().toISOString();
  const wanted = knownTools(options);
  const [available, asRoot] = await Promise.all([labAvailable(), rootAccess(signal)]);
  if (!available.available) throw new Error(`no hosts can be made here: ${available.why}`);
  if (asRoot === undefined) throw new Error('the benchmark needs root, or sudo without a password');
  const packages = new Set([...available.missing, ...wanted.flatMap((tool) => tool.packages)]);
  await ensurePackages([...packages], { yes: options.yes });
  const { tools, versions, missing } = await chooseTools(wanted);
  for (const name of missing) say(`\n!!! NOT MEASURED: ${name}\n!!! it was not found here\n`);

  const directory = join(fileURLToPath(new URL('../..', import.meta.url)), '.rackwright', 'bench');
  const lab = benchLab(directory, options.network, say);
  const common = { started, machine: thisMachine(), versions, missing, tasks: taskCount };
  const results: BenchResult[] = [];
  const sofar = (): BenchResults => ({ ...common, finished: new Date().toISOString(), results });
  try {
    for await (const place of bench(tools, options, { lab, directory, asRoot, signal, say })) {
      results.push(...place);
      // Each time, so that a failure after an hour does not take all with it.
      if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(sofar(), undefined, 2)}\n`);
    }
  } finally {
    if (results.length > 0) process.stdout.write(`\n${report(sofar())}\n\n`);
    await lab.down();
  }
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
