import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { accountEntries, nameServices } from './account-entries.ts';
import { outputLines } from './output-lines.ts';

/** Source: `getent passwd`, /etc/group and, where it can be read, /etc/shadow. */
export interface UserState {
  readonly uid: number;
  readonly gid: number;
  /** The GECOS field as it stands. */
  readonly comment: string;
  readonly home: string;
  readonly homeExists: boolean;
  readonly shell: string;
  /** Name of the primary group; nothing when no local group has its number. */
  readonly group?: string;
  /** The local groups that list the user as a member, sorted. */
  readonly groups: readonly string[];
  /**
   * `none`: no password can match (`*`, `!`); `locked`: there is one behind a `!`; `unreadable`: only root may know.
   * The hash itself is another fact, so that it travels only where it is compared.
   */
  readonly password: 'set' | 'locked' | 'none' | 'empty' | 'unreadable';
  /** The day on which the account expires, in days since 1970; nothing for never. */
  readonly expiresDay?: number;
}

/** Keys are user names; the value is nothing for a user that does not exist. */
export const userState: FactKind<string, UserState | undefined> = {
  name: 'userState',
  identity: (name) => name,
  script: (names) => sh`if command -v getent >/dev/null 2>&1; then getent passwd -- ${names}; else cat /etc/passwd; fi |
while IFS= read -r line; do
home=\${line%:*}; home=\${home##*:}
if [ -d "$home" ]; then echo "user:home:$line"; else echo "user::$line"; fi
done
set -- /etc/group
if [ -r /etc/shadow ]; then set -- "$@" /etc/shadow; else echo unreadable; fi
awk -F : ${groupsAndPasswords} ${names} "$@"`,
  parse,
  paths: (name) => [accountEntries.user(name), nameServices],
  answerPaths: (user, name) => {
    if (user === undefined) return [];
    // Another one than an absolute path may be anywhere.
    return [accountEntries.password(name), '/etc/group', user.home.startsWith('/') ? user.home : '/'];
  },
};

/** All groups, and for each user what kind of password there is, without printing it. No name of a user holds a slash. */
const groupsAndPasswords = `
BEGIN { for (i = 1; i < ARGC; i++) if (ARGV[i] !~ /\\//) { want[ARGV[i]] = 1; ARGV[i] = "" } }
FILENAME == "/etc/group" { print "group:" $0; next }
$1 in want {
  kind = "set"
  if ($2 == "") kind = "empty"
  else if ($2 ~ /^!+[^!*]/) kind = "locked"
  else if ($2 ~ /^[!*]/) kind = "none"
  print "shadow:" $1 ":" kind ":" $8
}`;

function parse(stdout: Buffer, names: readonly string[]): readonly (UserState | undefined)[] {
  const rows = outputLines(stdout).map((line) => line.split(':'));
  const of = (type: string): readonly (readonly string[])[] =>
    rows.filter((row) => row[0] === type).map((row) => row.slice(1));
  const tables = {
    users: of('user'),
    groups: of('group'),
    shadow: of('shadow'),
    readable: of('unreadable').length === 0,
  };
  return names.map((name) => userOf(name, tables));
}

interface Tables {
  readonly users: readonly (readonly string[])[];
  readonly groups: readonly (readonly string[])[];
  readonly shadow: readonly (readonly string[])[];
  readonly readable: boolean;
}

function userOf(wanted: string, { users, groups, shadow, readable }: Tables): UserState | undefined {
  const user = users.find((row) => row[1] === wanted);
  if (user === undefined) return undefined;
  const [homeExists, , , uid, gid, comment, home, shell] = user;
  if (comment === undefined || home === undefined || shell === undefined)
    throw new FactError('userState: a line of the user data base has too few fields');
  const group = groups.find((row) => row[2] === gid)?.[0];
  const [, password, expires] = shadow.find((row) => row[0] === wanted) ?? [];
  return {
    uid: number(uid),
    gid: number(gid),
    comment,
    home,
    homeExists: homeExists === 'home',
    shell,
    ...(group === undefined ? {} : { group }),
    groups: groups
      .flatMap(([name, , , members]) => (name && members?.split(',').includes(wanted) ? [name] : []))
      .sort(),
    password: readable ? passwordKind(password) : 'unreadable',
    ...(expires ? { expiresDay: number(expires) } : {}),
  };
}

function passwordKind(text: string | undefined): UserState['password'] {
  return text === 'set' || text === 'locked' || text === 'empty' ? text : 'none';
}

function number(text: string | undefined): number {
  if (text === undefined || !/^\d{1,10}$/.test(text)) throw new FactError('userState: an identity is not a number');
  return Number(text);
}
