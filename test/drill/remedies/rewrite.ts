import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../support/site.ts';

/** Has a file of the inventory say something else. @param file `group_vars/all.yml` @throws Error when it does not say that once */
export function rewrite(site: Site, file: string, from: string, to: string): void {
  const path = join(site.directory, 'inventory', file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`inventory/${file} does not say once: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}
