import { toPlain } from './located.ts';
import type { Located, Plain } from './located.ts';

/**
 * As `toPlain`, with what is encrypted in it opened.
 * @throws InputError when that cannot be
 */
export function plainOf(located: Located): Plain {
  switch (located.type) {
    case 'scalar':
      return located.sealed === undefined ? toPlain(located) : located.sealed.reveal();
    case 'list':
      return located.items.map(plainOf);
    case 'map': {
      const map = Object.create(null) as Record<string, Plain>;
      for (const { key, value } of located.entries) map[key] = plainOf(value);
      return map;
    }
  }
}
