import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { replaceBetween } from './replace-between.ts';
import { report } from './report.ts';
import type { BenchResults } from './results.ts';

const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

/** Puts the numbers of files that `--json` wrote, comma-separated, into the documentation: each says when and where it was made. */
export async function writeReport(files: string): Promise<void> {
  const texts = await Promise.all(files.split(',').map((file) => readFile(file, 'utf8')));
  const reports = texts.map((each) => report(JSON.parse(each) as BenchResults));
  const text = await readFile(page, 'utf8');
  const [begin, end] = ['<!-- begin: numbers of `npm run bench` -->', '<!-- end: numbers -->'];
  await writeFile(page, replaceBetween(text, begin, end, reports.join('\n\n')));
}
