import type { FactReader } from '../../fact.ts';
import { groupState } from '../../facts/group-state.ts';
import { passwordHash } from '../../facts/password-hash.ts';
import { userState } from '../../facts/user-state.ts';
import type { UserState } from '../../facts/user-state.ts';
import type { Secret } from '../../secret.ts';
import { isOwnLogin } from '../own-login.ts';
import type { WantedUser } from './wanted.ts';

export interface ObservedUser {
  readonly user: UserState | undefined;
  /** Read only when the task has a password. */
  readonly hash: Secret | undefined;
  /** This session has logged in as this user. */
  readonly ownLogin: boolean;
  /** Number of the wanted primary group. */
  readonly gid: number | undefined;
  /** A group of the user's own name, which a new user gets. */
  readonly namesake: boolean;
  /** Wanted groups that do not exist. */
  readonly missingGroups: readonly string[];
}

export async function observeUser(wanted: WantedUser, host: FactReader): Promise<ObservedUser> {
  const { name, present, group, password } = wanted;
  const own = isOwnLogin(name, mayCutOff(wanted), host);
  if (!present) {
    const [user, ownLogin] = await Promise.all([host.read(userState, name), own]);
    return {
      user,
      ownLogin,
      hash: undefined,
      gid: undefined,
      namesake: false,
      missingGroups: [],
    };
  }
  const names = [
    ...new Set([name, ...(group === undefined || isNumber(group) ? [] : [group]), ...(wanted.groups ?? [])]),
  ];
  const [user, ownLogin, hash, states] = await Promise.all([
    host.read(userState, name),
    own,
    password && host.read(passwordHash, name),
    Promise.all(names.map((each) => host.read(groupState, each))),
  ]);
  const groups = new Map(names.map((each, index) => [each, states[index]]));
  return {
    user,
    ownLogin,
    hash,
    gid: group === undefined ? undefined : isNumber(group) ? Number(group) : groups.get(group)?.gid,
    namesake: groups.get(name) !== undefined,
    missingGroups: names.filter(
      (each) => groups.get(each) === undefined && (each === group || wanted.groups?.includes(each)),
    ),
  };
}

/** What decides whether and how somebody gets in, and what he may become there. */
function mayCutOff({
  present,
  uid,
  group,
  groups,
  append,
  home,
  shell,
  password,
  locked,
  expires,
}: WantedUser): boolean {
  if (!present) return true;
  if (groups !== undefined && !append) return true;
  return [uid, group, home, shell, password, locked, expires].some((each) => each !== undefined);
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
