/**
 * A line for people as plain data. What stands in it comes from hosts and users and is hostile; `renderLine` alone
 * makes it safe to print.
 */
export interface Line {
  readonly pieces: readonly Piece[];
  /** What becomes of the part that a terminal is too narrow for. */
  readonly overflow: 'wrap' | 'cut';
}

export type Piece = string | { readonly role: Role; readonly text: string };

/** What a text means; `palette.ts` gives it a colour. */
export type Role =
  'ok' | 'changed' | 'failed' | 'skipped' | 'warning' | 'added' | 'removed' | 'hunk' | 'faint' | 'strong' | 'trailing';

export function line(...pieces: readonly Piece[]): Line {
  return { pieces, overflow: 'wrap' };
}

/** For lines of which the beginning is enough. */
export function cutLine(...pieces: readonly Piece[]): Line {
  return { pieces, overflow: 'cut' };
}

export function piece(role: Role, text: string): Piece {
  return { role, text };
}

export function textOf(given: Piece): string {
  return typeof given === 'string' ? given : given.text;
}
