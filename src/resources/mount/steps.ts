import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { typeName } from '../file-refusal.ts';
import { makeDirectory } from '../make-directory.ts';
import { wantedFstab } from './diff.ts';
import type { FstabEntry } from '../fstab/fstab-line.ts';
import { impliedOptions } from '../fstab/mount-options.ts';
import { fstabPath } from '../fstab/path.ts';
import type { ObservedMount } from './observe.ts';
import type { WantedMount } from './wanted.ts';

/** @throws CannotConverge when files would be hidden, or something else stands at the mount point */
export function mountSteps(wanted: WantedMount, observed: ObservedMount, changes: readonly Change[]): readonly Step[] {
  const { path, entry } = wanted;
  const differs = (...attributes: string[]): boolean => changes.some(({ attribute }) => attributes.includes(attribute));
  const replaces = differs('src', 'fstype');
  if (replaces && path === '/') throw new CannotConverge('another file system on / needs a reboot');
  const mounts = entry !== undefined && (differs('state') || replaces);
  if (mounts) refuseMountPoint(wanted, observed);
  const unmounts = replaces || (entry === undefined && differs('state'));
  // What cannot be mounted must not wait in the file for the next boot.
  return [
    ...(unmounts ? [step(`unmount ${path}`, sh`umount -- ${path}`)] : []),
    ...(mounts && observed.directory.type === 'absent' ? [makeDirectory(path, {})] : []),
    ...(mounts
      ? [step(`mount ${path}`, sh`mount -t ${entry.type} -o ${entry.options} -- ${entry.source} ${path}`)]
      : []),
    ...(entry !== undefined && differs('opts')
      ? [step(`mount ${path} again with other options`, sh`mount -o ${remountOptions(entry)} -- ${path}`)]
      : []),
    ...(differs(fstabPath) ? fstabSteps(wantedFstab(wanted, observed)) : []),
  ];
}

/** An option that is only left out would stay as it is. */
function remountOptions({ type, options }: FstabEntry): string {
  return ['remount', ...impliedOptions(type, options), options].join(',');
}

function refuseMountPoint({ path, nonempty }: WantedMount, { directory, mounted, empty }: ObservedMount): void {
  // systemd and mount(8) take a file as mount point for a file, which bind mounts may be.
  if (directory.type !== 'absent' && directory.type !== 'directory' && directory.type !== 'file')
    throw new CannotConverge(`${path} is ${typeName(directory)}, and nothing can be mounted there`);
  if (directory.type === 'directory' && mounted === undefined && !empty && !nonempty)
    throw new CannotConverge(
      `${path} holds files, which would be hidden; move them away, or allow it by nonempty: true`,
    );
}

/** systemd makes units from the file, and would go by the old ones. */
function fstabSteps(text: string): readonly Step[] {
  return [
    { type: 'write', path: fstabPath, content: new TextEncoder().encode(text) },
    step('have systemd read /etc/fstab', sh`[ ! -d /run/systemd/system ] || systemctl daemon-reload`),
  ];
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command, onDisconnect: 'finish' };
}
