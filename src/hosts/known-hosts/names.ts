import { createHmac, randomBytes } from 'node:crypto';

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

/** Only `*` and `?` are special. Goes back to the last `*` alone, so hostile patterns cost at most length × length. */
function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let afterStar = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at;
      afterStar = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      afterStar += 1;
      index = afterStar;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
