import { createHmac, randomBytes } from 'node:crypto';
import { matchesPattern } from '../matches-pattern.ts';

/**
 * Whether the first field of a known_hosts line means the host `name` (`web1`, `[web1]:2222`): either one hashed name,
 * or patterns with `*` and `?`, separated by commas, of which one must match and none that starts with `!` may.
 */
export function matchesName(field: string, name: string): boolean {
  if (field.startsWith('|')) return matchesHash(field, name);
  const host = name.toLowerCase();
  let found = false;
  for (const pattern of field.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), host)) return false;
    } else found ||= matchesPattern(pattern, host);
  }
  return found;
}

/** `|1|salt|HMAC-SHA1(salt, name)`, as `HashKnownHosts` and `ssh-keygen -H` write it. */
export function hashName(name: string, salt: Buffer = randomBytes(20)): string {
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

function matchesHash(field: string, name: string): boolean {
  const [, version, salt, hash, ...rest] = field.split('|');
  if (version !== '1' || salt === undefined || hash === undefined || rest.length > 0) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}
