import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createInstrumenter } from 'istanbul-lib-instrument';

/**
 * Makes one file of all targets and of what they need, which counts how often each statement and branch was run. Libraries count,
 * too: a parser's ways are where texts lead.
 * @returns its path
 */
export async function instrument(directory: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../targets/all.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
    // From there it asks for what it loads when it is needed.
    define: { 'import.meta.url': JSON.stringify(new URL('../../../src/main.ts', import.meta.url).href) },
  });
  const path = join(directory, 'targets.cjs');
  const instrumenter = createInstrumenter({ esModules: false, compact: true });
  writeFileSync(path, withOneArray(instrumenter.instrumentSync(outputFiles[0]?.text ?? '', path)));
  return path;
}

/** Looking through objects of counters after each run would take longer than the run. */
function withOneArray(code: string): string {
  const numbers = new Map<string, number>();
  const numberOf = (counter: string): number => {
    const number = numbers.get(counter) ?? numbers.size;
    numbers.set(counter, number);
    return number;
  };
  const counting = code.replaceAll(
    /\bcov_\w+\(\)\.([sbf](?:\[\d+\])+)\+\+/g,
    (_, counter: string) => `counters_[${numberOf(counter)}]++`,
  );
  return `const counters_ = (globalThis.fuzzCounters = new Uint32Array(${numbers.size}));\n${counting}`;
}
