import type { UserState } from '../../facts/user-state.ts';
import type { WantedUser } from './wanted.ts';

/**
 * The groups that the user shall be listed in, sorted; nothing when the task does not care. The primary group needs no list.
 */
export function wantedGroups(
  { groups, append, group }: Pick<WantedUser, 'groups' | 'append' | 'group'>,
  user: Pick<UserState, 'group' | 'groups'> | undefined,
): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  const primary = group ?? user?.group;
  const listed = user?.groups ?? [];
  // Being listed in the primary group too is harmless, and ends only with the list.
  const own = groups.filter((name) => name !== primary || listed.includes(name));
  return [...new Set(append ? [...listed, ...own] : own)].sort();
}
