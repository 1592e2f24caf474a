import { Secret } from '../../secret.ts';
import type { UserState } from '../../facts/user-state.ts';

/** Whether the password field on the host stands for another password. A lock (`!` in front) is another matter. */
export function passwordDiffers(wanted: Secret, found: Secret | undefined): boolean {
  const [to, from] = [wanted.reveal(), found?.reveal()];
  if (from === undefined) return true;
  if (to.startsWith('!') && !from.startsWith('!')) return true;
  return unlocked(to) !== unlocked(from);
}

/**
 * The field to write. A lock that is wanted, or that somebody has put on the account, stays in the same stroke, so that the new
 * password never opens a locked account.
 */
export function passwordField(wanted: Secret, locked: boolean | undefined, user: UserState | undefined): Secret {
  const hash = unlocked(wanted.reveal());
  if (!hash.startsWith('$') && hash.length < 13) return wanted;
  const keep = locked ?? (wanted.reveal().startsWith('!') || user?.password === 'locked');
  return new Secret(keep ? `!${hash}` : hash);
}

function unlocked(field: string): string {
  return field.replace(/^!+/, '');
}
