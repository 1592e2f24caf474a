import { createHash } from 'node:crypto';
import { hostFiles } from './host-files.ts';
import { workload } from './workload.ts';

/** The lines that `stateScript` prints on a host on which the workload holds. */
export function expectedState(host: string): readonly string[] {
  const files = [...hostFiles(host)];
  const { directories, commands, groups, users, packages, services } = workload;
  const gidOf = (name: string): number | undefined => groups.find((each) => each.name === name)?.gid;
  return [
    ...directories.map(({ path, mode, owner, group }) => `${path} directory ${octal(mode)} ${owner} ${group}`),
    ...files.map(([path, { mode }]) => `${path} regular file ${octal(mode)} root root`),
    ...commands.map(({ creates }) => `${creates} regular file`),
    ...files.map(([path, { text }]) => `${createHash('sha256').update(text).digest('hex')}  ${path}`),
    ...groups.map(({ name, gid }) => `${name}:x:${gid}:`),
    ...users.map(({ name, uid, group, home }) => `${name}:x:${uid}:${gidOf(group) ?? '?'}::${home}:/usr/sbin/nologin`),
    ...packages.map((name) => `${name} installed`).toSorted(),
    ...services.flatMap((name, index) => [
      ...(index === 0 ? [] : ['']),
      ...[`Id=${name}.service`, 'ActiveState=active', 'UnitFileState=enabled'],
    ]),
  ];
}

function octal(mode: string): string {
  return Number.parseInt(mode, 8).toString(8);
}
