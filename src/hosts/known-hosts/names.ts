import { matchesHash } from '../../hashed-host-name.ts';
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
