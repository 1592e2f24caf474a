import { timingSafeEqual } from 'node:crypto';
import type { Secret } from '../secret.ts';
import { nativePasswordHash } from './native-password-hash.ts';
import { sha2PasswordHash } from './sha2-password-hash.ts';

/**
 * Whether what a server keeps for an account was made of this password, without telling the server the password. Other plugins than
 * `mysql_native_password` and `caching_sha2_password` never match.
 *
 * @param kept the authentication string in hex
 */
export function passwordMatches(plugin: string, kept: Secret, password: Secret): boolean {
  const bytes = Buffer.from(kept.reveal(), 'hex');
  const made =
    plugin === 'mysql_native_password'
      ? Buffer.from(nativePasswordHash(password), 'latin1')
      : plugin === 'caching_sha2_password'
        ? sha2PasswordHash(password, bytes)
        : undefined;
  return made?.length === bytes.length && timingSafeEqual(made, bytes);
}
