import { createHash } from 'node:crypto';
import type { ChangeValue } from '../../resource.ts';

/** SHA-256 of the content that one side of a change shows; nothing for what is no content. */
export function valueDigest(value: ChangeValue): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return 'text' in value ? createHash('sha256').update(value.text).digest('hex') : value.sha256;
}
