import { CannotConverge } from '../../resource.ts';
import type { Change } from '../../resource.ts';
import { editFstab } from '../fstab/edit-fstab.ts';
import { typeName } from '../file-refusal.ts';
import { fstabPath } from '../fstab/path.ts';
import type { ObservedSwap } from './observed.ts';
import type { WantedSwap } from './wanted.ts';

/** @throws CannotConverge for a file or device that is something else than swap */
export function swapChanges(wanted: WantedSwap, observed: ObservedSwap): readonly Change[] {
  refuseOthers(wanted, observed);
  const { used } = observed;
  const inUse = used !== undefined;
  return [
    ...fileChanges(wanted, observed),
    ...(inUse === wanted.present
      ? []
      : [{ attribute: 'state', from: inUse ? 'in use' : 'not in use', to: wanted.present ? 'in use' : 'not in use' }]),
    ...(wanted.present && inUse && wanted.priority !== undefined && used.priority !== wanted.priority
      ? [{ attribute: 'priority', from: used.priority, to: wanted.priority }]
      : []),
    ...fstabChange(wanted, observed),
  ];
}

function refuseOthers({ path, present }: WantedSwap, { device, state, used }: ObservedSwap): void {
  if (device.kind === 'other' || state.type === 'link' || state.type === 'unreadable')
    throw new CannotConverge(`${path} is ${typeName(state)}, and not a swap file`);
  if (device.signature === 'unreadable')
    throw new CannotConverge(`what ${path} holds cannot be read; use become, and see that the host has blkid`);
  if (device.kind === 'absent' || device.signature === 'swap' || used !== undefined) return;
  if (!present && device.kind === 'device') return;
  const what = device.signature === undefined ? 'something that is not swap' : device.signature;
  throw new CannotConverge(
    device.kind === 'device'
      ? `${path} holds ${what}, and is not formatted; make swap of an empty device by "filesystem" with fstype: swap`
      : `${path} holds ${what}, and is neither overwritten nor removed; move it away first`,
  );
}

function fileChanges({ present, size }: WantedSwap, { device, state }: ObservedSwap): readonly Change[] {
  const from = device.kind === 'absent' ? null : mebibytes(device.size);
  if (device.kind === 'device') return [];
  if (!present) return from === null ? [] : [{ attribute: 'file', from, to: 'absent' }];
  if (device.kind === 'absent' || device.size !== (size ?? 0) * 2 ** 20)
    return [{ attribute: 'size', from, to: mebibytes((size ?? 0) * 2 ** 20) }];
  const mode = state.type === 'file' ? state.mode : '';
  return mode === '0600' ? [] : [{ attribute: 'mode', from: mode, to: '0600' }];
}

function mebibytes(bytes: number): string {
  return `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`;
}

function fstabChange(wanted: WantedSwap, observed: ObservedSwap): readonly Change[] {
  const [from, to] = [observed.fstab, wantedFstab(wanted, observed)];
  if (to === (from ?? '')) return [];
  return [{ attribute: fstabPath, from: from === undefined ? null : { text: from }, to: { text: to } }];
}

export function wantedFstab({ path, present, priority }: WantedSwap, { fstab = '' }: ObservedSwap): string {
  const options = priority === undefined ? 'sw' : `sw,pri=${priority}`;
  return editFstab(
    fstab,
    (entry) => entry.type === 'swap' && entry.source === path,
    present ? { source: path, path: 'none', type: 'swap', options, dump: 0, pass: 0 } : undefined,
  );
}
