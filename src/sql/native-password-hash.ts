import { createHash } from 'node:crypto';
import type { Secret } from '../secret.ts';

/** What a server keeps for `mysql_native_password`: `*` and SHA-1 of SHA-1 in hex. It is all that somebody needs to log in: keep it secret. */
export function nativePasswordHash(password: Secret): string {
  const once = createHash('sha1').update(password.reveal(), 'utf8').digest();
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`;
}
