import { createHash } from 'node:crypto';
import path from 'node:path';

/** A name that two checkouts on one machine do not share: the directory's own name and a digest of its whole path. */
export function defaultLabName(workingDirectory: string): string {
  const whole = path.resolve(workingDirectory);
  const own = path
    .basename(whole)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 20);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 6);
  return own === '' ? digest : `${own}-${digest}`;
}
