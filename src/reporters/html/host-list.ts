import { markup } from '../../markup.ts';
import type { Markup } from '../../markup.ts';

/** The first of them, and how many more. */
export function hostList(hosts: readonly string[]): Markup {
  const more = hosts.length - shown;
  return markup`<span class="hosts">${hosts.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}</span>`;
}

const shown = 8;
