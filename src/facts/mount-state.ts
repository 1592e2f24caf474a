import type { FactKind } from '../fact.ts';
import { FactError } from '../fact.ts';
import { verbatim } from '../shell.ts';
import { outputLines } from './output-lines.ts';
import { unescapeOctal } from './unescape-octal.ts';

/** What is mounted at a path; of several, the one on top. Source: /proc/self/mountinfo, proc(5). */
export interface MountState {
  /** The directory of the source that is shown: `/`, or for a bind mount the path within its own file system. */
  readonly root: string;
  readonly type: string;
  /** As it was given when it was mounted. */
  readonly source: string;
  /** Of the mount, and of the file system. */
  readonly options: readonly [string, string];
  /** MAJOR:MINOR */
  readonly device: string;
}

/** Keys are absolute paths; the value is nothing when nothing is mounted there. */
export const mountState: FactKind<string, MountState | undefined> = {
  name: 'mountState',
  identity: (path) => path,
  script: () => verbatim('cat /proc/self/mountinfo'),
  parse: (stdout, paths) => {
    const mounts = outputLines(stdout).map(mountOf);
    return paths.map((path) => mounts.findLast((mount) => mount.path === path)?.state);
  },
};

function mountOf(line: string): { readonly path: string; readonly state: MountState } {
  const [own = '', filesystem] = line.split(' - ', 2);
  const [, , device, root, path, options] = own.split(' ');
  const [type, source, superOptions = ''] = filesystem?.split(' ') ?? [];
  if (
    device === undefined ||
    root === undefined ||
    path === undefined ||
    options === undefined ||
    !type ||
    source === undefined
  )
    throw new FactError('mountState: a line of mountinfo lacks fields');
  return {
    path: unescapeOctal(path),
    state: { root: unescapeOctal(root), type, source: unescapeOctal(source), options: [options, superOptions], device },
  };
}
