import type { FactReader } from '../../fact.ts';
import { blockDevice } from '../../facts/block-device.ts';
import { fileContent } from '../../facts/file-content.ts';
import { followedFileState } from '../../facts/file-state.ts';
import type { FileState } from '../../facts/file-state.ts';
import { mountState } from '../../facts/mount-state.ts';
import type { MountState } from '../../facts/mount-state.ts';
import { pathsMatching } from '../../facts/paths-matching.ts';
import { fileText } from '../file-text.ts';
import type { FstabEntry } from '../fstab/fstab-line.ts';
import { fstabPath } from '../fstab/path.ts';
import type { WantedMount } from './wanted.ts';

export interface ObservedMount {
  /** Text of /etc/fstab; nothing when there is none. */
  readonly fstab: string | undefined;
  readonly mounted: MountState | undefined;
  /** Whether the wanted source is what is mounted. */
  readonly sameSource: boolean;
  readonly directory: FileState;
  readonly empty: boolean;
}

export async function observeMount({ path, entry }: WantedMount, host: FactReader): Promise<ObservedMount> {
  const [fstab, mounted, directory, sourceState, device, ...found] = await Promise.all([
    host.read(fileContent, fstabPath),
    host.read(mountState, path),
    host.read(followedFileState, path),
    entry && isBind(entry) ? host.read(followedFileState, entry.source) : undefined,
    entry && isDevice(entry) ? host.read(blockDevice, entry.source) : undefined,
    ...['/*', '/.[!.]*', '/..?*'].map((pattern) => host.read(pathsMatching, `${path}${pattern}`)),
  ]);
  const sameSource =
    mounted !== undefined &&
    entry !== undefined &&
    (sourceState !== undefined
      ? isSame(sourceState, directory)
      : mounted.source === (device?.path || plainSource(entry)) ||
        (device !== undefined && (await host.read(blockDevice, mounted.source)).path === device.path));
  return { fstab: fileText(fstabPath, fstab), mounted, sameSource, directory, empty: !found.includes(true) };
}

export function isBind({ options }: FstabEntry): boolean {
  return options.split(',').some((option) => option === 'bind' || option === 'rbind');
}

function isDevice({ source }: FstabEntry): boolean {
  return source.startsWith('/dev/') || /^(?:UUID|LABEL|PARTUUID|PARTLABEL)=/.test(source);
}

/** A directory and what is bound to it are one. */
function isSame(a: FileState, b: FileState): boolean {
  return 'inode' in a && 'inode' in b && a.inode === b.inode && a.device === b.device;
}

/** `server:/data/` is shown as `server:/data`. */
function plainSource({ source }: FstabEntry): string {
  return source.replace(/(?<=[^:/])\/$/, '');
}
