import type { Role } from './line.ts';

/** Select Graphic Rendition codes (ECMA-48) of the sixteen colours that every terminal knows. */
export const palette: Readonly<Record<Role, string>> = {
  ok: '32',
  changed: '33',
  failed: '1;31',
  skipped: '36',
  warning: '1;33',
  added: '32',
  removed: '31',
  hunk: '36',
  faint: '2',
  strong: '1',
  trailing: '7',
};
