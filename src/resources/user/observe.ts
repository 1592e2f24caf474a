import type { FactReader } from '../../fact.ts';
import { groupState } from '../../facts/group-state.ts';
import { passwordHash } from '../../facts/password-hash.ts';
import { userState } from '../../facts/user-state.ts';
import type { UserState } from '../../facts/user-state.ts';
import type { Secret } from '../../secret.ts';
import type { WantedUser } from './wanted.ts';

export interface ObservedUser {
  readonly user: UserState | undefined;
  /** Read only when the task has a password. */
  readonly hash: Secret | undefined;
  /** Number of the wanted primary group. */
  readonly gid: number | undefined;
  /** A group of the user's own name, which a new user gets. */
  readonly namesake: boolean;
  /** Wanted groups that do not exist. */
  readonly missingGroups: readonly string[];
}

export async function observeUser(wanted: WantedUser, host: FactReader): Promise<ObservedUser> {
  const { name, present, group, password } = wanted;
  if (!present) {
    const user = await host.read(userState, name);
    return { user, hash: undefined, gid: undefined, namesake: false, missingGroups: [] };
  }
  const names = [
    ...new Set([name, ...(group === undefined || isNumber(group) ? [] : [group]), ...(wanted.groups ?? [])]),
  ];
  const [user, hash, states] = await Promise.all([
    host.read(userState, name),
    password && host.read(passwordHash, name),
    Promise.all(names.map((each) => host.read(groupState, each))),
  ]);
  const groups = new Map(names.map((each, index) => [each, states[index]]));
  return {
    user,
    hash,
    gid: group === undefined ? undefined : isNumber(group) ? Number(group) : groups.get(group)?.gid,
    namesake: groups.get(name) !== undefined,
    missingGroups: names.filter(
      (each) => groups.get(each) === undefined && (each === group || wanted.groups?.includes(each)),
    ),
  };
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
