import type { Secret } from '../secret.ts';
import { sha256Crypt } from './sha256-crypt.ts';

/**
 * What a server keeps for `caching_sha2_password`, made anew with the salt of what it has: `$A$005$`, a salt of 20 bytes, and 43 characters.
 * Nothing when what it has does not look like that. Source: "Caching SHA-2 Pluggable Authentication"; rounds are counted in thousands.
 */
export function sha2PasswordHash(password: Secret, kept: Buffer): Buffer | undefined {
  const [, rounds] = /^\$A\$([0-9A-F]{3})\$/.exec(kept.subarray(0, 7).toString('latin1')) ?? [];
  if (rounds === undefined || kept.length !== 70) return undefined;
  const salt = kept.subarray(7, 27);
  const count = Number.parseInt(rounds, 16) * 1000;
  // What a host claims must not keep us busy for hours.
  if (count < 1000 || count > 100_000) return undefined;
  const digest = sha256Crypt(Buffer.from(password.reveal(), 'utf8'), salt, count);
  return Buffer.concat([kept.subarray(0, 27), Buffer.from(digest, 'latin1')]);
}
