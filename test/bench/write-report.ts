import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { replaceBetween } from './replace-between.ts';
import { report } from './report.ts';
import type { BenchResults } from './results.ts';

const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

/** Puts the numbers of a file that `--json` wrote into the documentation. */
export async function writeReport(file: string): Promise<void> {
  const results = JSON.parse(await readFile(file, 'utf8')) as BenchResults;
  const text = await readFile(page, 'utf8');
  const [begin, end] = ['<!-- begin: numbers of `npm run bench` -->', '<!-- end: numbers -->'];
  await writeFile(page, replaceBetween(text, begin, end, report(results)));
}
