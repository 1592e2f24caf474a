import { defineResource } from '../definition.ts';
import type { UserState } from '../facts/user-state.ts';
import type { Arguments } from '../resource.ts';
import { userArguments } from './user/arguments.ts';
import { userChanges } from './user/diff.ts';
import { isOwnLogin } from './own-login.ts';
import { observeUser } from './user/observe.ts';
import type { ObservedUser } from './user/observe.ts';
import { userSteps } from './user/steps.ts';
import { wantedUser } from './user/wanted.ts';
import type { WantedUser } from './user/wanted.ts';

/** What is found on the host, and whether this session has logged in as a user who would be changed so that he may not get in again. */
interface ObservedAccount extends ObservedUser {
  readonly ownLogin: boolean;
}

export const user = defineResource<WantedUser, ObservedAccount>({
  kind: 'user',
  schema: userArguments,
  risk: 'connectivity',
  wanted: wantedUser,
  observe: async (wanted, host) => {
    const observed = await observeUser(wanted, host);
    const cutsOff = observed.user !== undefined && mayCutOff(wanted) && userChanges(wanted, observed).length > 0;
    return { ...observed, ownLogin: await isOwnLogin(wanted.name, cutsOff, host) };
  },
  diff: userChanges,
  steps: userSteps,
  // Of a new one nothing is left to the host but what its own programs for accounts do with these words.
  settles: ({ present, groups, password }, found) =>
    present && found.user === undefined && groups === undefined && password === undefined,
  protects: (_, { ownLogin, user: found }) => (ownLogin && found ? { paths: accountFiles } : undefined),
  facts: ({ name }, observed) => ({ name, ...(observed.user && describe(observed.user)) }),
});

/** And what the programs for accounts keep of them. */
const accountFiles = ['passwd', 'shadow', 'group', 'gshadow'].flatMap((name) => [`/etc/${name}`, `/etc/${name}-`]);

/** As in Ansible, `group` is a number. */
function describe({ uid, gid, groups, home, shell, comment }: UserState): Arguments {
  return { uid, group: gid, groups, home, shell, comment };
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
