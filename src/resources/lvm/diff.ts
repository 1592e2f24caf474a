import type { BlockDevice } from '../../facts/block-device.ts';
import type { VolumeGroup, VolumeGroups } from '../../facts/volume-group.ts';
import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import type { WantedGroup, WantedVolume } from './wanted.ts';

export interface ObservedGroup {
  readonly lvm: VolumeGroups;
  /** In the order of the wanted devices. */
  readonly devices: readonly BlockDevice[];
}

/** @throws CannotConverge for a device that holds something, and for a volume that would have to shrink */
export function groupChanges(wanted: WantedGroup, observed: ObservedGroup): readonly Change[] {
  const { group } = observed.lvm;
  const missing = missingDevices(wanted, observed);
  return [
    ...missing.map((device): Change => ({ attribute: `device ${device}`, from: null, to: `in ${wanted.name}` })),
    ...wanted.volumes.flatMap((volume) => volumeChange(wanted, volume, group, missing.length > 0)),
  ];
}

/** Those that are yet to become part of the group. */
export function missingDevices(
  { name, devices }: WantedGroup,
  { lvm, devices: found }: ObservedGroup,
): readonly string[] {
  return devices.filter((device, index) => {
    const { kind, path, signature } = found[index] ?? { kind: 'absent', path: device };
    const group = lvm.devices.get(path) ?? lvm.devices.get(device);
    if (group === name) return false;
    if (group !== undefined && group !== '')
      throw new CannotConverge(`${device} belongs to the volume group ${group}, and is not taken from it`);
    if (kind === 'other' || kind === 'file') throw new CannotConverge(`${device} is no block device`);
    if (signature === 'unreadable')
      throw new CannotConverge(`what ${device} holds cannot be read; use become, and see that the host has blkid`);
    // What LVM has prepared and no group has taken is as good as empty.
    if (signature !== undefined && group === undefined)
      throw new CannotConverge(
        `${device} holds ${signature === 'ambivalent' ? 'signatures of several things' : signature}, and is not given to LVM; there is no way to force it. If nothing on it is needed, run "wipefs" by hand`,
      );
    return true;
  });
}

function volumeChange(
  { force }: WantedGroup,
  { name, size, room }: WantedVolume,
  group: VolumeGroup | undefined,
  growing: boolean,
): readonly Change[] {
  const current = group?.volumes.get(name);
  const attribute = `volume ${name}`;
  if (group === undefined || current === undefined) return [{ attribute, from: null, to: size }];
  const target = extentsOf(room, group, current);
  // How much a new device adds is known when it is there.
  if (room.type !== 'bytes' && growing) return [{ attribute, from: sizeOf(current, group), to: size }];
  if (target === current) return [];
  if (target < current && !force)
    throw new CannotConverge(
      `the volume ${name} has ${sizeOf(current, group)} and would have to shrink to ${size}; write its real size, or allow it with "force"`,
    );
  return [{ attribute, from: sizeOf(current, group), to: sizeOf(target, group) }];
}

export function extentsOf(
  room: WantedVolume['room'],
  { extentSize, extents, free }: VolumeGroup,
  current: number,
): number {
  switch (room.type) {
    case 'bytes':
      return Math.ceil(room.bytes / extentSize);
    case 'percent':
      return Math.floor((extents * room.percent) / 100);
    case 'rest':
      return current + free;
  }
}

function sizeOf(extents: number, { extentSize }: VolumeGroup): string {
  return `${Math.round((extents * extentSize) / 1024 ** 2)}m`;
}
