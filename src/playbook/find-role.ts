import { join } from 'node:path';
import type { Span } from '../diagnostics/span.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { report } from './reading.ts';
import type { Reading } from './reading.ts';

/** The directory of a role: `roles/` beside the playbook first, then the places that all playbooks share. */
export function findRole(reading: Reading, name: string, span: Span): string | undefined {
  const places = [...new Set([join(reading.playbookDirectory, 'roles'), ...reading.sources.rolePaths])];
  const path = places.map((place) => join(place, name)).find((place) => reading.sources.isDirectory(place));
  if (path !== undefined) return path;
  const known = places.flatMap((place) => reading.sources.list(place));
  const searched = `searched in ${places.map((place) => reading.sources.show(place)).join(', ')}`;
  const near = didYouMean(name, known);
  report(
    reading,
    'unknown-role',
    `there is no role "${name}"`,
    span,
    near === undefined ? searched : `${near} ${searched}`,
  );
  return undefined;
}
