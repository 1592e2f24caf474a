import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { accountEntries } from '../../facts/account-entries.ts';
import type { UserState } from '../../facts/user-state.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { readableDay } from './expiry-day.ts';
import type { ObservedUser } from './observe.ts';
import { passwordField } from './password-field.ts';
import { wantedGroups } from './wanted-groups.ts';
import type { WantedUser } from './wanted.ts';

/** @throws CannotConverge when a wanted group does not exist */
export function userSteps(
  wanted: WantedUser,
  observed: ObservedUser & { readonly ownLogin: boolean },
  changes: readonly Change[],
): readonly Step[] {
  const { name } = wanted;
  const { user } = observed;
  if (observed.ownLogin) refuseToSawOff(wanted, changes);
  if (!wanted.present) return [step(`remove the user ${name}`, removeUser(wanted))];
  if (observed.missingGroups.length > 0)
    throw new CannotConverge(
      `${observed.missingGroups.join(', ')} is no group of the host; make it with "group" first`,
    );
  const attributes = changes.map((change) => change.attribute);
  if (user === undefined)
    return [
      { ...step(`create the user ${name}`, createUser(wanted, observed)), ...touchesOf(wanted) },
      ...passwordSteps(wanted, user, attributes),
    ];
  const words = changeWords(wanted, user, attributes);
  return [
    ...(words.length > 0 ? [step(`change the user ${name}`, sh`usermod ${words} -- ${name}`)] : []),
    ...(makesHome(wanted, attributes) ? [step(`make the home directory of ${name}`, makeHome(wanted, user))] : []),
    ...passwordSteps(wanted, user, attributes),
  ];
}

/** What no saved file brings back. */
function refuseToSawOff({ name, present, moveHome }: WantedUser, changes: readonly Change[]): void {
  const what = present ? 'move the home directory of' : 'remove';
  if (!present || (moveHome && changes.some(({ attribute }) => attribute === 'home')))
    throw new CannotConverge(
      `this run is logged in as ${name}, so it does not ${what} that user; log in as another one`,
    );
}

function removeUser({ name, removeHome, force }: WantedUser): Command {
  return sh`userdel ${[...(removeHome ? ['-r'] : []), ...(force ? ['-f'] : []), '--', name]}`;
}

function createUser(wanted: WantedUser, { namesake }: ObservedUser): Command {
  const { name, uid, sharedUid, comment, shell, home, skeleton, system, expires } = wanted;
  const group = wanted.group ?? (namesake ? name : undefined);
  const groups = wantedGroups(wanted, undefined) ?? [];
  const words = [
    ...option('-u', uid),
    ...(sharedUid ? ['-o'] : []),
    ...option('-g', group),
    ...(groups.length > 0 ? ['-G', groups.join(',')] : []),
    ...option('-c', comment),
    ...option('-s', shell),
    ...option('-d', home),
    ...(wanted.createHome === false ? ['-M'] : ['-m', ...option('-k', skeleton)]),
    ...(system ? ['-r'] : []),
    ...(typeof expires === 'number' ? ['-e', readableDay(expires)] : []),
  ];
  return sh`useradd ${words} -- ${name}`;
}

/** Where useradd makes a home that is not named here is the host's own affair: then nothing is known. */
function touchesOf({ name, createHome, home, group, groups }: WantedUser): { readonly touches?: readonly string[] } {
  if (createHome !== false && home === undefined) return {};
  // Without a group it gets one of its own name.
  const entries = [...(group === undefined ? [name] : []), ...(groups ?? [])].flatMap((each) => [
    accountEntries.group(each),
    accountEntries.groupPassword(each),
  ]);
  const files = ['passwd-', 'shadow-', 'group-', 'gshadow-', 'subuid', 'subgid', 'subuid-', 'subgid-'];
  return {
    touches: [
      accountEntries.user(name),
      accountEntries.password(name),
      ...entries,
      ...files.map((each) => `/etc/${each}`),
      `/var/mail/${name}`,
      ...(createHome === false || home === undefined ? [] : [home]),
    ],
  };
}

function changeWords(wanted: WantedUser, user: UserState, attributes: readonly string[]): readonly (string | number)[] {
  const when = (attribute: string, words: readonly (string | number)[]): readonly (string | number)[] =>
    attributes.includes(attribute) ? words : [];
  return [
    ...when('uid', [...option('-u', wanted.uid), ...(wanted.sharedUid ? ['-o'] : [])]),
    ...when('group', option('-g', wanted.group)),
    ...when('groups', ['-G', (wantedGroups(wanted, user) ?? []).join(',')]),
    ...when('comment', option('-c', wanted.comment)),
    ...when('home', [...option('-d', wanted.home), ...(wanted.moveHome ? ['-m'] : [])]),
    ...when('shell', option('-s', wanted.shell)),
    ...when('expires', ['-e', wanted.expires === 'never' ? '' : readableDay(wanted.expires)]),
    // A new password brings its lock along.
    ...(attributes.includes('password') ? [] : when('password_lock', [wanted.locked === true ? '-L' : '-U'])),
  ];
}

/** Whether a new home directory is there already is only known on the host. */
function makesHome({ createHome }: WantedUser, attributes: readonly string[]): boolean {
  return attributes.includes('create_home') || (createHome === true && attributes.includes('home'));
}

/** As useradd does it: the skeleton's files, belonging to the user and the primary group, closed to others. */
function makeHome(wanted: WantedUser, user: UserState): Command {
  const home = wanted.home ?? user.home;
  return sh`[ -d ${home} ] || { umask 077 && mkdir -- ${home} && cp -R -- ${`${wanted.skeleton ?? '/etc/skel'}/.`} ${home} &&
chown -R -- ${`${wanted.name}:`} ${home} && chmod 0700 -- ${home}; }`;
}

/** On standard input, because everybody on the host can read the arguments of usermod. */
function passwordSteps(
  wanted: WantedUser,
  user: UserState | undefined,
  attributes: readonly string[],
): readonly Step[] {
  const { name, password, locked } = wanted;
  if (password === undefined || !attributes.includes('password')) return [];
  const stdin = new TextEncoder().encode(`${name}:${passwordField(password, locked, user).reveal()}\n`);
  return [{ ...step(`set the password of ${name}`, sh`chpasswd -e`), stdin }];
}

function option(flag: string, value: string | number | undefined): readonly (string | number)[] {
  return value === undefined ? [] : [flag, value];
}

/** The data bases of accounts are locked while they are written, so it must not be cut off. */
function step(title: string, command: Command): Extract<Step, { readonly type: 'run' }> {
  return { type: 'run', title, command, onDisconnect: 'finish' };
}
