import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workload } from '../workload.ts';

/** Writes the workload's templates and files where a tool looks for them, below `directory`. */
export async function writeSources(
  directory: string,
  places: { readonly templates: string; readonly files: string },
): Promise<void> {
  const { templates, files, sysctls } = workload;
  await mkdir(join(directory, places.templates), { recursive: true });
  await mkdir(join(directory, places.files), { recursive: true });
  for (const { source, text } of templates) await writeFile(join(directory, places.templates, source), text);
  for (const { source, text } of [...files, ...sysctls]) await writeFile(join(directory, places.files, source), text);
}
