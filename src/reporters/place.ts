import { piece } from './line.ts';
import type { Piece } from './line.ts';

/** `  (playbooks/site.yml:14:7)`; nothing for what stands in no file. */
export function place(at: string | undefined): readonly Piece[] {
  return at === undefined || at.startsWith('command line:') ? [] : [piece('faint', `  (${at})`)];
}
