import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DriftResult } from '../reporter.ts';
import { listInventory } from '../inventory/list.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { LoadedPlaybook } from './load-playbook.ts';
import { designOf } from './design-of.ts';
import { revisionOf } from './revision.ts';
import type { ReporterOptions, Tools } from './tools.ts';
import { UsageError } from './usage-error.ts';

/**
 * Where a run is to be kept, and what it is made from.
 * @throws UsageError for a file that could not be written, which must be known before the run
 */
export async function recordsOf(
  tools: Tools,
  files: readonly string[],
  { digest, directory }: LoadedPlaybook,
  loaded: LoadedInventory,
  history: readonly DriftResult[],
  look: Parameters<typeof designOf>[2],
): Promise<NonNullable<ReporterOptions['records']>> {
  const revision = await revisionOf(directory);
  const inventoryDigest = createHash('sha256')
    .update(JSON.stringify(listInventory(loaded.inventory)))
    .digest('hex');
  return {
    files: files.map((file) => reportFile(tools.cwd, file)),
    around: {
      history,
      ...(files.some((file) => file.endsWith('.html')) && (await designOf(tools, loaded, look))),
    },
    about: { who: tools.who, ...(revision && { revision }), playbookDigest: digest, inventoryDigest },
  };
}

/** It is written at the end of the run; that it cannot be must be known before. */
function reportFile(cwd: string, file: string): string {
  const path = resolve(cwd, file);
  if (!existsSync(dirname(path))) throw new UsageError(`--report: there is no directory for ${file}`);
  if (!reportForms.some((form) => file.endsWith(form)))
    throw new UsageError(`--report: the name says the form: ${reportForms.join(', ')}; not ${file}`);
  return path;
}

const reportForms = ['.json', '.html', '.xml'];
