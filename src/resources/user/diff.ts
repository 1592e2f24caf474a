import { CannotConverge } from '../../resource.ts';
import type { Change, ChangeValue } from '../../resource.ts';
import type { UserState } from '../../facts/user-state.ts';
import { readableDay } from './expiry-day.ts';
import type { ObservedUser } from './observe.ts';
import { passwordDiffers } from './password-field.ts';
import { wantedGroups } from './wanted-groups.ts';
import type { WantedUser } from './wanted.ts';

/** @throws CannotConverge when a password is wanted and may not be read */
export function userChanges(wanted: WantedUser, observed: ObservedUser): readonly Change[] {
  const { user } = observed;
  if (!wanted.present) return user === undefined ? [] : [{ attribute: 'state', from: 'present', to: 'absent' }];
  return [
    ...(user === undefined ? [{ attribute: 'state', from: 'absent', to: 'present' }] : []),
    ...difference('uid', wanted.uid, user?.uid),
    ...groupChange(wanted, observed),
    ...groupsChange(wanted, user),
    ...difference('comment', wanted.comment, user?.comment),
    ...difference('home', wanted.home, user?.home),
    ...difference('shell', wanted.shell, user?.shell),
    ...(user && wanted.createHome === true && !user.homeExists && (wanted.home ?? user.home) === user.home
      ? [{ attribute: 'create_home', from: 'missing', to: user.home }]
      : []),
    ...expiryChange(wanted, user),
    ...passwordChange(wanted, observed),
    ...lockChange(wanted, user),
  ];
}

function groupChange({ group }: WantedUser, { user, gid }: ObservedUser): readonly Change[] {
  if (group === undefined || (user !== undefined && user.gid === gid)) return [];
  return [{ attribute: 'group', from: user ? (user.group ?? user.gid) : null, to: group }];
}

function groupsChange(wanted: WantedUser, user: UserState | undefined): readonly Change[] {
  const groups = wantedGroups(wanted, user);
  return groups === undefined ? [] : difference('groups', groups.join(','), user ? user.groups.join(',') : '');
}

function expiryChange({ expires }: WantedUser, user: UserState | undefined): readonly Change[] {
  if (expires === undefined) return [];
  if (user?.password === 'unreadable') throw needsRoot('expires');
  return difference('expires', readableDay(expires), readableDay(user?.expiresDay));
}

function passwordChange(wanted: WantedUser, { user, hash }: ObservedUser): readonly Change[] {
  const { password, updatePassword } = wanted;
  if (password === undefined || (user !== undefined && updatePassword === 'on_create')) return [];
  if (user?.password === 'unreadable') throw needsRoot('password');
  if (user !== undefined && !passwordDiffers(password, hash)) return [];
  return [{ attribute: 'password', from: user ? user.password : null, to: 'as given', sensitive: true }];
}

/** Without any password that could match there is nothing to lock or unlock. */
function lockChange({ locked }: WantedUser, user: UserState | undefined): readonly Change[] {
  if (locked === undefined || user === undefined || user.password === 'none') return [];
  if (user.password === 'unreadable') throw needsRoot('password_lock');
  return difference('password_lock', locked, user.password === 'locked');
}

function needsRoot(attribute: string): CannotConverge {
  return new CannotConverge(`"${attribute}" stands in /etc/shadow, which only root may read; use become`);
}

function difference<T extends ChangeValue>(
  attribute: string,
  wanted: T | undefined,
  found: T | undefined,
): readonly Change[] {
  return wanted === undefined || wanted === found ? [] : [{ attribute, from: found ?? null, to: wanted }];
}
