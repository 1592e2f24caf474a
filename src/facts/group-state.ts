import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { sh } from '../shell.ts';
import { accountEntries, nameServices } from './account-entries.ts';
import { outputLines } from './output-lines.ts';

/** Source: `getent group`. */
export interface GroupState {
  readonly gid: number;
  /** Users that the group lists; not those whose primary group it is. */
  readonly members: readonly string[];
}

/** Keys are group names; the value is nothing for a group that does not exist. */
export const groupState: FactKind<string, GroupState | undefined> = {
  name: 'groupState',
  identity: (name) => name,
  // getent ends with 2 when it lacks one of them, which is an answer and no failure.
  script: (names) =>
    sh`if command -v getent >/dev/null 2>&1; then getent group -- ${names} || [ $? -eq 2 ]; else cat /etc/group; fi`,
  parse: (stdout, names) => {
    const groups = new Map(outputLines(stdout).map(groupOf));
    return names.map((name) => groups.get(name));
  },
  paths: (name) => [accountEntries.group(name), nameServices],
};

function groupOf(line: string): readonly [string, GroupState] {
  const [name, , gid, members] = line.split(':');
  if (!name || gid === undefined || members === undefined || !/^\d{1,10}$/.test(gid))
    throw new FactError('groupState: a line of the group data base has not its four fields');
  return [name, { gid: Number(gid), members: members === '' ? [] : members.split(',') }];
}
