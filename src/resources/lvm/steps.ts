import { CannotConverge } from '../../resource.ts';
import type { Change, Step } from '../../resource.ts';
import { sh } from '../../shell.ts';
import type { Command } from '../../shell.ts';
import { extentsOf, missingDevices } from './diff.ts';
import type { ObservedGroup } from './diff.ts';
import type { WantedGroup, WantedVolume } from './wanted.ts';

/** @throws CannotConverge when a device or LVM itself is not there */
export function groupSteps(wanted: WantedGroup, observed: ObservedGroup, changes: readonly Change[]): readonly Step[] {
  if (!observed.lvm.tools) throw new CannotConverge('the host has no LVM; install its package (lvm2) first');
  const absent = wanted.devices.find((_, index) => observed.devices[index]?.kind === 'absent');
  if (absent !== undefined) throw new CannotConverge(`the host has no device ${absent}`);
  const missing = missingDevices(wanted, observed);
  const touched = wanted.volumes.filter(({ name }) => changes.some(({ attribute }) => attribute === `volume ${name}`));
  return [...deviceSteps(wanted, observed, missing), ...touched.map((volume) => volumeStep(wanted, observed, volume))];
}

function deviceSteps({ name }: WantedGroup, { lvm }: ObservedGroup, missing: readonly string[]): readonly Step[] {
  if (missing.length === 0) return [];
  const join = lvm.group === undefined ? sh`vgcreate` : sh`vgextend`;
  // Without a terminal LVM takes no for an answer when it finds a signature itself.
  return [
    step(
      `give ${missing.join(', ')} to the volume group ${name}`,
      sh`for device in ${missing}; do
pvs -- "$device" >/dev/null 2>&1 && continue
said=$(blkid -p -o export -- "$device" | sed -n '/^TYPE=/p; /^PTTYPE=/p')
[ -z "$said" ] || { printf '%s is not empty any more\\n' "$device" >&2; exit 1; }
pvcreate --quiet -- "$device" >/dev/null || exit 1
done
${join} --quiet -- ${name} ${missing} >/dev/null`,
    ),
  ];
}

function volumeStep({ name: group, force }: WantedGroup, { lvm }: ObservedGroup, volume: WantedVolume): Step {
  const { name, room } = volume;
  const current = lvm.group?.volumes.get(name);
  const path = `${group}/${name}`;
  if (lvm.group === undefined || current === undefined)
    return step(
      `make the volume ${path}`,
      sh`lvcreate --quiet ${sizeWords(room)} --name ${name} -- ${group} >/dev/null`,
    );
  if (room.type !== 'rest' && force && extentsOf(room, lvm.group, current) < current)
    return step(
      `shrink the volume ${path}`,
      sh`lvreduce --quiet --yes --resizefs ${sizeWords(room)} -- ${path} >/dev/null`,
    );
  return step(
    `grow the volume ${path}`,
    sh`along=
case $(blkid -p -s TYPE -o value -- ${`/dev/${path}`}) in ext[234] | xfs | btrfs) along=--resizefs ;; esac
lvextend --quiet $along ${room.type === 'rest' ? ['--extents', '+100%FREE'] : sizeWords(room)} -- ${path} >/dev/null`,
  );
}

function sizeWords(room: WantedVolume['room']): readonly string[] {
  switch (room.type) {
    case 'bytes':
      return ['--size', `${room.bytes}b`];
    case 'percent':
      return ['--extents', `${room.percent}%VG`];
    case 'rest':
      return ['--extents', '100%FREE'];
  }
}

function step(title: string, command: Command): Step {
  return { type: 'run', title, command: sh`PATH=$PATH:/usr/sbin:/sbin\n${command}`, onDisconnect: 'finish' };
}
