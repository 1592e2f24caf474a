import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labAvailable } from '../../src/lab/available.ts';
import { faultLab } from './fault-lab.ts';
import { injectAll } from './inject-all.ts';
import { parseOptions, usage } from './options.ts';
import { table } from './table.ts';

/** Gives the exit code: 0 when every host was as undisturbed, 1 when one was not, 2 for wrong words. */
export async function main(words: readonly string[]): Promise<number> {
  let options;
  try {
    options = parseOptions(words);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const available = await labAvailable();
  if (!available.available) throw new Error(`no hosts can be made here: ${available.why}`);
  const directory = join(fileURLToPath(new URL('../..', import.meta.url)), '.rackwright', 'faults');
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      say(`${name}: ending what has begun`);
      stop.abort();
    });
  const lab = await faultLab(directory, options.network, say);
  try {
    const results = await injectAll(directory, lab, options, say, stop.signal);
    process.stdout.write(`${table(results)}\n`);
    return results.every((each) => each.wrong.length === 0) ? 0 : 1;
  } finally {
    await lab.down();
  }
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
